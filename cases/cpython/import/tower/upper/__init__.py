from tower.upper import roof
