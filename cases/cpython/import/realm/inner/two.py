from realm import one
