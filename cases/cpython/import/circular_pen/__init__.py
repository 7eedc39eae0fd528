from circular_pen.crow import feather
