package synth

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// A Culture is a list of names that are used together, the most frequent
// first.
type Culture struct {
	Name                  string
	Weight                int
	Women, Men, Surnames  []string
	surnameFirst, doubled bool
	gender                [][2]string // ending of a man's surname, of a woman's
}

// readCultures reads data/names.txt, see there.
func readCultures(text string) ([]Culture, error) {
	var all []Culture
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if strings.HasPrefix(line, "[") {
			name, weight, _ := strings.Cut(strings.Trim(line, "[]"), " ")
			n, err := strconv.Atoi(weight)
			if err != nil {
				return nil, fmt.Errorf("read culture %q: %w", name, err)
			}
			all = append(all, Culture{Name: name, Weight: n})
			continue
		}
		key, rest, ok := strings.Cut(line, ":")
		if !ok || len(all) == 0 {
			return nil, fmt.Errorf("read names: line without a key: %w", fs.ErrInvalid)
		}
		c := &all[len(all)-1]
		words := strings.Fields(rest)
		for i, w := range words {
			words[i] = strings.ReplaceAll(w, "_", " ")
		}
		switch key {
		case "f":
			c.Women = words
		case "m":
			c.Men = words
		case "s":
			c.Surnames = words
		case "order":
			c.surnameFirst = true
		case "two":
			c.doubled = true
		case "gender":
			for _, w := range words {
				man, woman, _ := strings.Cut(w, ">")
				c.gender = append(c.gender, [2]string{man, woman})
			}
		}
	}
	return all, nil
}
