package main

import (
	"bufio"
	_ "embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"sarsen/index/fold"
	"sarsen/redact/tagger"
	"sarsen/testdata/train/synth"
)

//go:embed lists/classes.txt
var classes string

// classNames are the tagger's classes by their names in word lists.
var classNames = map[string]tagger.Class{
	"title": tagger.Title, "particle": tagger.Particle, "street": tagger.Street, "org": tagger.OrgWord, "unit": tagger.Unit,
	"role": tagger.Role, "kin": tagger.Kin, "verb": tagger.Says, "says": tagger.Says, "before": tagger.Before, "greet": tagger.Greeting,
	"lead": tagger.Heading, "orgend": tagger.OrgEnd, "closing": tagger.Closing, "calendar": tagger.Calendar,
	"nationality": tagger.Nationality, "abbreviation": tagger.Abbreviation, "first": tagger.Street, "end": 0, "last": tagger.Street,
}

// vocabulary returns what is known of words, folded, whoever uses them: the
// word lists of the recognisers, the names that texts are generated with, and
// the lists of names of the shared corpora in dir. It looks at no labelled text.
func vocabulary(dir string) (map[string]tagger.Entry, error) {
	data, err := wordLists()
	if err != nil {
		return nil, err
	}
	l := lister{}
	for name, class := range map[string]tagger.Class{
		"forenames.txt": tagger.Forename, "surnames.txt": tagger.Surname, "words.txt": tagger.Everyday, "places.txt": tagger.Town, "countries.txt": tagger.Country,
	} {
		text, err := os.ReadFile(filepath.Join(data, name))
		if err != nil {
			return nil, fmt.Errorf("read word list: %w", err)
		}
		l.plain(string(text), class)
	}
	for _, name := range []string{"roles.txt", "ways.txt"} {
		text, err := os.ReadFile(filepath.Join(data, name))
		if err != nil {
			return nil, fmt.Errorf("read word list: %w", err)
		}
		l.classed(string(text))
	}
	l.classed(classes)
	l.invented()
	for _, read := range []func(string) error{l.forenames, l.surnames, l.nicknames, l.frequent} {
		if err := read(dir); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// A lister gathers what is known of words, by folded word.
type lister map[string]tagger.Entry

func (l lister) add(word string, class tagger.Class) {
	for _, w := range strings.FieldsFunc(fold.String(word), func(c rune) bool { return c != '\'' && !unicode.IsLetter(c) }) {
		if w = strings.Trim(w, "'"); len(w) > 1 {
			e := l[w]
			e.Classes |= class
			l[w] = e
		}
	}
}

// plain adds words that stand one beside the other; lines with # are remarks.
func (l lister) plain(text string, class tagger.Class) {
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			l.add(line, class)
		}
	}
}

// classed adds lines of a class, a colon and words. Classes that the tagger
// has none for are left out.
func (l lister) classed(text string) {
	for line := range strings.Lines(text) {
		name, words, ok := strings.Cut(line, ":")
		if class := classNames[name]; ok && class != 0 && !strings.HasPrefix(line, "#") {
			l.add(words, class)
		}
	}
}

// invented adds the names that the generated texts draw from, in which the
// most frequent come first.
func (l lister) invented() {
	for _, c := range synth.Cultures() {
		for i, n := range append(append([]string(nil), c.Women...), c.Men...) {
			l.add(n, tagger.Forename)
			if c.Name == "english" && i%len(c.Women) < 120 {
				l.add(n, tagger.TopForename)
			}
		}
		for i, n := range c.Surnames {
			l.add(n, tagger.Surname)
			if c.Name == "english" && i < 200 || i < 12 {
				l.add(n, tagger.TopSurname)
			}
		}
	}
	for _, t := range synth.Towns() {
		if !strings.Contains(t, " ") {
			l.add(t, tagger.Town)
		}
	}
}

// nameColumns are the columns of both lists that hold a name.
var nameColumns = []string{"Localized Name", "Romanized Name"} //nolint:misspell // the file's own words

func (l lister) forenames(dir string) error {
	return columns(dir, "common-forenames-by-country.csv", func(row map[string]string) {
		rank, _ := strconv.Atoi(row["Index"])
		for _, key := range nameColumns {
			l.add(row[key], tagger.Forename)
			if row["Country"] == "GB" && rank <= 50 {
				l.add(row[key], tagger.TopForename)
			}
		}
	})
}

func (l lister) surnames(dir string) error {
	return columns(dir, "common-surnames-by-country.csv", func(row map[string]string) {
		for _, key := range nameColumns {
			l.add(row[key], tagger.Surname)
			if row["Country"] == "GB" || row["Country"] == "IE" {
				l.add(row[key], tagger.TopSurname)
			}
		}
	})
}

func (l lister) nicknames(dir string) error {
	return columns(dir, "nicknames.csv", func(row map[string]string) {
		l.add(row["name1"], tagger.Forename)
		l.add(row["name2"], tagger.Forename|tagger.Nickname)
	})
}

// frequent adds the words that stand in small letters most often in the mail
// of the corpora.
func (l lister) frequent(dir string) error {
	count := map[string]int{}
	err := eachText(filepath.Join(dir, "mail-enron", "text"), func(text string) {
		for _, w := range strings.FieldsFunc(text, func(c rune) bool { return c != '\'' && !unicode.IsLetter(c) }) {
			if w == strings.ToLower(w) && len(w) > 1 {
				count[w]++
			}
		}
	})
	words := make([]string, 0, len(count))
	for w := range count {
		words = append(words, w)
	}
	sort.Slice(words, func(i, j int) bool {
		return count[words[i]] > count[words[j]] || count[words[i]] == count[words[j]] && words[i] < words[j]
	})
	for _, w := range words[:min(600, len(words))] {
		l.add(w, tagger.Everyday|tagger.Frequent)
	}
	return err
}

// columns reads a list of names, row by row, by the names of its columns.
func columns(dir, name string, row func(map[string]string)) error {
	f, err := os.Open(filepath.Join(dir, "uk-names", name))
	if err != nil {
		return fmt.Errorf("read names: %w", err)
	}
	defer f.Close() //nolint:errcheck // read only
	in := bufio.NewReader(f)
	if c, _, err := in.ReadRune(); err == nil && c != '\ufeff' {
		_ = in.UnreadRune() // just read
	}
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil || len(rows) == 0 {
		return fmt.Errorf("read names %s: %w", name, err)
	}
	for _, r := range rows[1:] {
		m := make(map[string]string, len(r))
		for i, field := range r {
			m[rows[0][i]] = field
		}
		row(m)
	}
	return nil
}

// eachText hands over the text files of a folder, in order of their names.
func eachText(dir string, read func(string)) error {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".txt" {
			return err
		}
		text, err := os.ReadFile(path) //nolint:gosec // below the folder of the corpora
		read(string(text))
		return err
	})
	if err != nil {
		return fmt.Errorf("read texts: %w", err)
	}
	return nil
}

// wordLists returns the folder of the recognisers' word lists in the checkout
// that holds the working folder.
func wordLists() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "redact", "recognise", "data"), nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			err = fs.ErrNotExist
		}
		dir = up
	}
	return "", fmt.Errorf("find word lists: %w", err)
}
