from __future__ import annotations      #@future


def sized(text: str) -> int:            #@sized
    length: int = len(text)             #@length
    return length                       #@return


count: int = sized("four")              #@count
count: "int"                            #@last
