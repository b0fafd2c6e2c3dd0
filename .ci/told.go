//go:build ignore

// Told prints what a run of go test -json said: a line for each package, and
// all output of tests that failed. It fails when a test was skipped with a
// message that holds one of the phrases.
//
//	go run .ci/told.go FILE [PHRASE ...]
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

type event struct{ Action, Package, ImportPath, Test, Output string }

func main() {
	f, err := os.Open(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	bad := false
	output := map[string][]string{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			fmt.Println(lines.Text())
			continue
		}
		key := e.Package + e.ImportPath + " " + e.Test
		switch {
		case e.Action == "output" || e.Action == "build-output":
			output[key] = append(output[key], e.Output)
			if e.Test == "" && (strings.HasPrefix(e.Output, "ok ") || strings.HasPrefix(e.Output, "FAIL\t") || e.Action == "build-output") {
				fmt.Print(e.Output)
			}
		case e.Action == "fail":
			bad = true
			fmt.Print(strings.Join(output[key], ""))
			delete(output, key)
		case e.Action == "skip" && e.Test != "":
			said := strings.Join(output[key], "")
			for _, phrase := range os.Args[2:] {
				if strings.Contains(said, phrase) {
					bad = true
					fmt.Printf("skipped although it must not be on this machine: %s\n%s", e.Test, said)
				}
			}
			delete(output, key)
		case e.Action == "pass":
			delete(output, key)
		}
	}
	if lines.Err() != nil {
		fmt.Fprintln(os.Stderr, lines.Err())
		bad = true
	}
	if bad {
		os.Exit(1)
	}
}
