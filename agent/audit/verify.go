package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

// A Verdict is the outcome of Verify.
type Verdict struct {
	OK      bool     `json:"ok"`
	Records int64    `json:"records"`
	Faults  []string `json:"faults"` // what is wrong and at which record
}

// attempts is how often Verify reads a record that grows meanwhile.
const attempts = 10

// Verify checks the whole record in dir: numbers without gaps, every hash, that
// the end is the one last written, and that it always was. Another process may
// append meanwhile.
func Verify(dir string) (Verdict, error) {
	for n := 1; ; n++ {
		h, headErr := readHead(dir)
		v, err := verify(dir, h, headErr)
		if err != nil {
			return v, err
		}
		if after, _ := readHead(dir); after == h || n == attempts {
			return v, nil
		}
	}
}

// verify checks the record against a head.
func verify(dir string, h head, headErr error) (Verdict, error) {
	v := Verdict{Faults: []string{}}
	add := func(format string, args ...any) { v.Faults = append(v.Faults, fmt.Sprintf(format, args...)) }
	var prev Record
	err := lines(dir, func(n int, raw []byte) error {
		var rec Record
		if json.Unmarshal(raw, &rec) != nil {
			add("line %d cannot be read", n)
			return nil
		}
		v.Records++
		if rec.N != int64(n) {
			add("line %d bears the number %d: records are missing or were moved", n, rec.N)
		}
		if rec.Prev != prev.Hash {
			add("record %d does not follow from the one before it", rec.N)
		}
		if sum, err := rec.sum(); err != nil || sum != rec.Hash {
			add("record %d was changed", rec.N)
		}
		if rec.N == h.N && rec.Hash != h.Hash {
			add("record %d is not the one that was written", rec.N)
		}
		if rec.Act == Broken {
			add("record %d notes that the record ended at %s, where its head said %s", rec.N, rec.Facts["found"], claim(rec.Facts))
		}
		prev = rec
		return nil
	})
	if err != nil {
		return v, err
	}
	switch {
	case errors.Is(headErr, errHead):
		add("%v", headErr)
	case errors.Is(headErr, os.ErrNotExist):
		if v.Records > 0 {
			add("%s is missing: whether the end is missing cannot be told", headName)
		}
	case headErr != nil:
		return v, headErr
	case h.N > v.Records:
		add("the record ends at %d, but %d were written: its end is missing", v.Records, h.N)
	case h.N < v.Records-1: // one less is a crash between the two files
		add("the record ends at %d, but only %d were written", v.Records, h.N)
	}
	v.OK = len(v.Faults) == 0
	return v, nil
}

// claim is what a head said that did not agree with the log.
func claim(facts map[string]string) string {
	if facts["hash"] == "" {
		return "nothing"
	}
	return facts["expected"] + " (" + facts["hash"] + ")"
}
