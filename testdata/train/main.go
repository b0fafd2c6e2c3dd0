// Command train learns the weights of redact/tagger from the shared corpora,
// and measures them by cross-validation. SOURCES.md names the texts and lists
// that it learns from, with their licences.
//
//	go run ./testdata/train -corpora ../shared/corpora -o redact/tagger/model.bin
//	go run ./testdata/train -corpora ../shared/corpora -folds 5
//	go run ./testdata/train -corpora ../shared/corpora -without tab
//
// The first writes the model; the same corpora give the same bytes. The second
// judges each text with a model that was trained without its part of the
// texts, the third one set with a model that was trained on the others.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	var c command
	flag.StringVar(&c.corpora, "corpora", "../shared/corpora", "the folder of the shared corpora")
	flag.StringVar(&c.out, "o", "", "write the model, learned from all texts, to this file")
	flag.IntVar(&c.folds, "folds", 0, "judge by cross-validation with so many parts")
	flag.StringVar(&c.without, "without", "", "judge this set with what is learned from the others; \"all\" for each in turn")
	flag.BoolVar(&c.show, "show", false, "print what is missed and what is wrong")
	flag.Parse()
	if err := c.run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}
