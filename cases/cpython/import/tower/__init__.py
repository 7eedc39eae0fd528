import tower.ground
