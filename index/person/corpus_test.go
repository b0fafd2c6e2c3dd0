package person_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sarsen/index/person"
)

// corpus reads a CSV of the shared corpora, beside the checkout, as one map a
// record.
func corpus(t *testing.T, name string) []map[string]string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Skip("shared corpora not found: no go.mod above")
		}
		dir = filepath.Dir(dir)
	}
	f, err := os.Open(filepath.Join(dir, "..", "shared", "corpora", filepath.FromSlash(name)))
	if err != nil {
		t.Skip("shared corpora not found: ", name)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var records []map[string]string
	for _, row := range rows[1:] {
		r := map[string]string{}
		for i, column := range rows[0] {
			r[strings.TrimSpace(column)] = strings.TrimSpace(row[i])
		}
		records = append(records, r)
	}
	return records
}

// A trial is one way to search a corpus of records about people, some of them
// about the same one.
type trial struct {
	file    string
	text    func(map[string]string) string
	profile func(map[string]string) person.Profile
	least   int // records of a person that is searched for
	people  int // how many to search for
	recall  float64
	precise float64
}

func validDate(s string) string {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return s
}

// label writes "label: value", or nothing without a value.
func label(name, value string) string {
	if value == "" {
		return ""
	}
	return "\n" + name + ": " + value
}

func TestCorpora(t *testing.T) {
	historical := func(r map[string]string) string {
		return title(r["full_name"]) + label("DOB", r["dob"]) + label("Postcode", strings.ToUpper(r["postcode_fake"]))
	}
	for name, tc := range map[string]trial{
		"historical, all": {
			file: "match-historical/historical_figures.csv", least: 3, people: 60, recall: 0.85, precise: 0.85, text: historical,
			profile: func(r map[string]string) person.Profile {
				return person.Profile{
					Names: []string{r["full_name"]}, DateOfBirth: validDate(r["dob"]), Addresses: []string{r["postcode_fake"]},
				}
			},
		},
		"historical, name": {
			file: "match-historical/historical_figures.csv", least: 3, people: 60, recall: 0.7, precise: 0.9, text: historical,
			profile: func(r map[string]string) person.Profile { return person.Profile{Names: []string{r["full_name"]}} },
		},
		"fake 1000": {
			file: "match-fake1000/fake_1000.csv", least: 2, people: 120, recall: 0.75, precise: 0.9,
			text: func(r map[string]string) string {
				return strings.TrimSpace(r["first_name"]+" "+r["surname"]) + label("DOB", r["dob"]) + label("E-mail", r["email"])
			},
			profile: func(r map[string]string) person.Profile {
				return person.Profile{
					Names: []string{r["first_name"] + " " + r["surname"]}, DateOfBirth: validDate(r["dob"]), Emails: []string{r["email"]},
				}
			},
		},
	} {
		t.Run(name, func(t *testing.T) { tc.run(t) })
	}
}

func title(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// run searches for people by their first record and counts which records are
// found as possible or better.
func (tc trial) run(t *testing.T) {
	records := corpus(t, tc.file)
	texts := make([]string, len(records))
	sizes, order := map[string]int{}, []int{}
	for i, r := range records {
		texts[i] = tc.text(r)
		if sizes[r["cluster"]]++; sizes[r["cluster"]] == 1 {
			order = append(order, i)
		}
	}
	var found, wanted, answered, searched int
	for _, i := range order {
		cluster := records[i]["cluster"]
		if sizes[cluster] < tc.least || searched == tc.people {
			continue
		}
		s, err := person.Compile(tc.profile(records[i]))
		if err != nil {
			continue // a record without anything to search for
		}
		searched++
		wanted += sizes[cluster]
		for j, text := range texts {
			hits := s.Match(text)
			if len(hits) == 0 || s.Weigh(person.Evidence{Text: text, Hits: hits}).Likelihood == person.Unlikely {
				continue
			}
			answered++
			if records[j]["cluster"] == cluster {
				found++
			}
		}
	}
	recall, precision := float64(found)/float64(wanted), float64(found)/float64(answered)
	t.Logf("%d people: recall %.3f, precision %.3f", searched, recall, precision)
	if recall < tc.recall || precision < tc.precise {
		t.Errorf("want recall %.2f, precision %.2f", tc.recall, tc.precise)
	}
}
