// Command train makes the tagger's weights.
package main

func main() {}
