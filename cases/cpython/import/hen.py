import egg
