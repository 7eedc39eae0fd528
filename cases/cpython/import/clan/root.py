sap = 1
