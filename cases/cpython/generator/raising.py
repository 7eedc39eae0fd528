def fails():                            #@fails
    yield 1                             #@one
    raise KeyError                      #@raise


def stops():                            #@stops
    yield 1                             #@stops_one
    raise StopIteration                 #@stop


for function in fails, stops:
    try:
        list(function())
    except (KeyError, RuntimeError):
        pass
function = None                         #@last
