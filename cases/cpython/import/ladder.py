import tower.ground
import tower.upper.roof
import tower.upper
