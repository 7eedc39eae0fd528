class Thing:                                    #@class
    value = 1                                   #@value

    def same(self, *more, **named):             #@same
        return self                             #@self


thing = Thing()                                 #@thing


def use(one, two):                              #@use
    chain = (thing                              #@chain
             .same()                            #@chained
             .value)                            #@got
    named = thing.same(                         #@named
        more=
        one)                                    #@more_one
    text = (                                    #@text
        f"{one}"                                #@text_one
        f"{two}"                                #@text_two
    )
    found = (                                   #@found
        not                                     #@not
        one                                     #@not_one
        and
        two
        or
        one)                                    #@or_one
    both = {                                    #@both
        *one,                                   #@both_one
        two}                                    #@both_two
    several = [                                 #@several
        *one,                                   #@several_one
        *one]                                   #@several_two
    table = {                                   #@table
        **{},                                   #@no_table
        one: two}                               #@table_one
    part = one[                                 #@part
        two:                                    #@part_two
        two]                                    #@part_end
    first, *rest = (                            #@first
        one)                                    #@rest
    thing.same(                                 #@thing_same
        *one,                                   #@thing_one
        **{})                                   #@thing_two
    assert (                                    #@assert
        one)                                    #@assert_one
    def inner():                                #@inner
        nonlocal both
        both = (                                #@inner_both
            one)                                #@inner_one
    inner()                                     #@inner_call
    while (                                     #@while
            both                                #@while_both
            and
            two < 3):                           #@while_two
        two += 1                                #@plus
    return {                                    #@return
        value                                   #@set_value
        for value in one}, {                    #@set_one
        value: 1                                #@dict_value
        for value in one}                       #@dict_one


use("a", 2)                                     #@call
