package person_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/index/person"
)

// A culture is a profile with texts that name its subject, and that do not. See
// testdata/names/README.md.
type culture struct {
	file    string
	profile person.Profile
	cases   []nameCase
}

type nameCase struct {
	sign byte
	text string
}

func cultures(t testing.TB) []culture {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "names", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no names: ", err)
	}
	var list []culture
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, readCultures(t, filepath.Base(f), string(b))...)
	}
	return list
}

func readCultures(t testing.TB, file, text string) []culture {
	t.Helper()
	var list []culture
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		if field, value, ok := strings.Cut(line, ": "); ok && len(line) > 1 && line[1] != ' ' {
			if field == "name" {
				list = append(list, culture{file: file})
			}
			c := &list[len(list)-1]
			switch field {
			case "name":
				c.profile.Names = append(c.profile.Names, value)
			case "former":
				c.profile.FormerNames = append(c.profile.FormerNames, value)
			case "nickname":
				c.profile.Nicknames = append(c.profile.Nicknames, value)
			case "born":
				c.profile.DateOfBirth = value
			default:
				t.Fatalf("%s: %s", file, line)
			}
			continue
		}
		c := &list[len(list)-1]
		c.cases = append(c.cases, nameCase{line[0], strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(line[2:])})
	}
	return list
}

// sentence puts a name where names stand.
func sentence(name string) string { return "Note about " + name + ", see the file." }

func TestCultures(t *testing.T) {
	for _, c := range cultures(t) {
		t.Run(c.file+"/"+c.profile.Names[0], func(t *testing.T) {
			s := compile(t, c.profile)
			for _, tc := range c.cases {
				var hits []person.Hit
				switch tc.sign {
				case '+', '-':
					hits = s.Match(sentence(tc.text))
				case '=':
					hits = s.MatchKnown(sentence(tc.text))
				case '/', '!':
					hits = s.MatchName(tc.text)
				default:
					t.Fatalf("%c %s: unknown sign", tc.sign, tc.text)
				}
				if want := tc.sign == '+' || tc.sign == '=' || tc.sign == '/'; (len(hits) > 0) != want {
					t.Errorf("%c %q: %v", tc.sign, tc.text, facts(hits))
				}
			}
		})
	}
}
