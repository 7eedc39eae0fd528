import chest                #@chest

chest.opened()              #@call
