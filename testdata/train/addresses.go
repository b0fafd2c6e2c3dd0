package main

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"sarsen/redact/tagger"
)

// Of the registers' addresses, one in addressEvery is learned from, so that the
// others are there to measure with.
const (
	addressEvery  = 4
	addressWeight = 0.5
)

// carriers are sentences an address is put into, where %s stands.
var carriers = []string{
	"%s", "Address: %s", "Premises at %s", "The visit to %s is on Monday.", "I am writing about %s, where I live.", "She moved from %s last year.",
	"Property\t%s\tBand C", "Please deliver to %s before noon.", "Site: %s\nOfficer: vacant", "The company, whose office is at %s, did not reply.",
	"Correspondence to:\n%s\nRef 4471", "- %s (empty)", "Our records show %s as your home address.",
}

// registered returns lessons of the addresses of public registers.
func registered(dir string) ([]lesson, error) {
	f, err := os.Open(filepath.Join(dir, "uk-addresses", "addresses.csv"))
	if err != nil {
		return nil, fmt.Errorf("read addresses: %w", err)
	}
	defer f.Close() //nolint:errcheck // read only
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read addresses: %w", err)
	}
	var ls []lesson
	for i, row := range rows {
		if i%addressEvery != addressEvery-1 || len(row) < 4 {
			continue
		}
		r := rand.New(rand.NewPCG(seed, uint64(i)))
		address := written(strings.Join(strings.Fields(row[2]), " "), row[3], r)
		before, after, _ := strings.Cut(carriers[r.IntN(len(carriers))], "%s")
		l := lesson{Text: before + address + after, Weight: addressWeight}
		l.add(len(before), len(before)+len(address), tagger.Address)
		ls = append(ls, l)
	}
	return ls, nil
}

// written writes an address as people do: in capitals or not, with and without
// its postcode, with a comma or a new line before the town.
func written(address, postcode string, r *rand.Rand) string {
	if r.IntN(3) > 0 {
		address = titled(address)
	}
	address = strings.TrimRight(address, ", ")
	if at := strings.LastIndexByte(address, ' '); at > 0 && r.IntN(2) == 0 {
		address = strings.TrimRight(address[:at], ",") + []string{", ", ",\n", "\n"}[r.IntN(3)] + address[at+1:]
	}
	if r.IntN(3) > 0 {
		address += []string{" ", ", ", "\n"}[r.IntN(3)] + postcode
	}
	return address
}

// titled writes each word with one capital.
func titled(s string) string {
	words := strings.Fields(strings.ToLower(s))
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
		if w[0] >= 0x80 {
			words[i] = w
		}
	}
	return strings.Join(words, " ")
}
