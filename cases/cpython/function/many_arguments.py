def many(a, b, c, d, e, f, g, h, i, j, *rest, k=1, l=2, m=3, **more):       #@many
    return rest                         #@return


def locals_of_its_own(a):               #@own
    b, c, d, e = a, a, a, a
    return [a, b, c, d, e]              #@own_return


many(*range(300))
many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, m=4, n=5)
many(*range(10), **{"k%d" % x: x for x in range(300)}) #@dict
locals_of_its_own(1)                    #@last
