import collecting_module

collecting_module.collect(2)
