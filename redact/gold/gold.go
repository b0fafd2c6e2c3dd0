// Package gold reads texts in which people marked personal data, and scores
// spans against them. It is for measuring: nothing that runs for a request
// imports it.
//
// It promises the figures as the sets' own descriptions ask for them: a span
// counts as found when each of its letters and digits is covered, which is what
// a redaction needs. It refuses to judge what a set does not label.
package gold

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"sarsen/redact"
)

// A Text is one text of a set with what was marked in it.
type Text struct {
	Set, ID string
	// Group names what must not be torn apart when a set is divided: the
	// document of a sentence, the template of a generated one.
	Group string
	// Kind, Genre and Category are the set's own, "" where it has none.
	Kind, Genre, Category string
	// Subject is whom the text is to protect, where the set says so.
	Subject string
	Text    string
	Spans   []Span
}

// A Span is marked in a Text.
type Span struct {
	redact.Span
	Label string // the set's own word for it
	// Identifier is DIRECT, QUASI or NO_MASK, and Entity says which spans are
	// the same one's, in sets that tell.
	Identifier, Entity string
}

// Dir returns the folder of shared labelled texts beside the checkout that
// holds the working folder, and whether it is there.
func Dir() (string, bool) {
	dir, err := os.Getwd()
	if err != nil {
		return "", false
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			corpora := filepath.Join(dir, "..", "shared", "corpora")
			_, err := os.Stat(corpora)
			return corpora, err == nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", false
		}
		dir = up
	}
}

// Fold tells in which of n parts a text is for cross-validation: texts of one
// group are in one part.
func (t Text) Fold(n int) int {
	h := fnv.New32a()
	_, _ = io.WriteString(h, t.Set+"\x00"+t.Group) // a hash takes everything
	return int(h.Sum32()&0x7fffffff) % n
}

// A record is a line of a set's file.
type record struct {
	ID       string `json:"id"`
	Template string `json:"template"`
	Pair     *any   `json:"context_pair"`
	Kind     string `json:"kind"`
	Genre    string `json:"genre"`
	Category string `json:"category"`
	Subject  string `json:"person_to_protect"`
	Text     string `json:"text"`
	Spans    []struct {
		Start      int    `json:"bstart"`
		End        int    `json:"bend"`
		Label      string `json:"label"`
		Identifier string `json:"identifier_type"`
		Entity     string `json:"entity_id"`
	} `json:"spans"`
}

// Read reads a set from the folder of all sets. The error wraps fs.ErrNotExist
// when the set is not there.
func (s Set) Read(dir string) ([]Text, error) {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(s.Path)))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", s.Name, err)
	}
	texts, err := Parse(f, s.Name)
	return texts, errors.Join(err, f.Close())
}

// Parse reads a set, one JSON object a line. Spans that do not fit their text
// are an error.
func Parse(r io.Reader, set string) ([]Text, error) {
	var out []Text
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for n := 1; lines.Scan(); n++ {
		var rec record
		if err := json.Unmarshal(lines.Bytes(), &rec); err != nil {
			return nil, fmt.Errorf("read %s: line %d: %w", set, n, err)
		}
		t := Text{Set: set, ID: rec.ID, Group: rec.group(), Kind: rec.Kind, Genre: rec.Genre, Category: rec.Category, Subject: rec.Subject, Text: rec.Text}
		for _, s := range rec.Spans {
			if s.Start < 0 || s.End > len(rec.Text) || s.Start > s.End {
				return nil, fmt.Errorf("read %s: line %d: a span lies outside the text", set, n)
			}
			t.Spans = append(t.Spans, Span{Span: redact.Span{Start: s.Start, End: s.End}, Label: s.Label, Identifier: s.Identifier, Entity: s.Entity})
		}
		out = append(out, t)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", set, err)
	}
	return out, nil
}

// group is what a text belongs to: its template, its pair, or the document of
// which the ID is one sentence ("name-0012").
func (r *record) group() string {
	switch {
	case r.Template != "":
		return wording(r.Template)
	case r.Pair != nil:
		return min(r.ID, fmt.Sprint(*r.Pair)) // each names the other
	case r.Genre != "":
		if i := strings.LastIndexByte(r.ID, '-'); i > 0 {
			return r.ID[:i]
		}
	}
	return r.ID
}

var slot = regexp.MustCompile(`\{\{.*?\}\}`)

// wording is a template without what its slots are called: the set has many of
// them twice, "{{person}}" and "{{PERSON}}".
func wording(template string) string {
	letters := func(c rune) rune {
		if 'a' <= c && c <= 'z' {
			return c
		}
		return -1
	}
	if s := strings.Map(letters, strings.ToLower(slot.ReplaceAllString(template, ""))); s != "" {
		return s
	}
	return slot.ReplaceAllString(template, "{}")
}
