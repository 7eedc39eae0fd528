import cock
