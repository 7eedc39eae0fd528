import family
