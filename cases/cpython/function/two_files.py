import two_files_other


def same():                             #@here
    return two_files_other.same()       #@here_return


same()
two_files_other.back(same)              #@last
