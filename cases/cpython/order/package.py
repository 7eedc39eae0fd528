import chest                            #@import
import chest.drawer                     #@drawer

chest.opened()                          #@last
