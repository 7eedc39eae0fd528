import hen
