// Command generate writes a council that does not exist, for tests, the demo
// and benchmarks:
//
//	go run ./testdata/generate -out testdata/sample -docs 140 -seed 1
//
//	go run ./testdata/generate -out /tmp/hard -hard -docs 10000 -seed 3
//
//	go run ./testdata/generate -out /tmp/mail -bulk maildir -docs 20000
//	go run ./testdata/generate -out /tmp/mbox -bulk mbox -docs 1000000
//
// With -hard it is a council of other people under every seed, in which finding
// is hard. The key of a council goes beside the folder, as OUT-key.json, so that it is not crawled.
// The folder must not exist or be empty.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"sarsen/testdata/council"
)

func main() {
	out := flag.String("out", "", "folder to write; must be empty or missing")
	docs := flag.Int("docs", 140, "about how many documents and messages")
	seed := flag.Int64("seed", 1, "which council")
	hard := flag.Bool("hard", false, "a council in which finding is hard")
	kind := flag.String("bulk", "", "write no council but -docs things of one kind: maildir, small, paper, mbox, mails (the messages of mbox, one a file) or rows")
	flag.Parse()
	if err := run(*out, *kind, council.Options{Docs: *docs, Seed: *seed, Hard: *hard}); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("give an empty folder with -out")

func run(out, kind string, opts council.Options) error {
	if out == "" {
		return errUsage
	}
	if entries, err := os.ReadDir(out); err == nil && len(entries) > 0 {
		return errUsage
	}
	if kind != "" {
		return bulk(kind, out, opts.Docs, uint64(opts.Seed)) //nolint:gosec // a seed is any number
	}
	key, err := council.Generate(out, opts)
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(key, "", " ")
	if err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	if err := os.WriteFile(filepath.Clean(out)+"-key.json", append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	fmt.Printf("%d documents and messages, %d items, %d people\n", key.Docs, len(key.Items), len(key.People))
	return nil
}
