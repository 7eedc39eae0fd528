from circular_pen import crow
