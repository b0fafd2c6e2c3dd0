package person_test

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sarsen/index"
	"sarsen/index/fold"
	"sarsen/index/person"
	"sarsen/index/query"
)

// A record is a line of a corpus of records about people, some of them about the
// same one.
type record struct {
	fields  map[string]string
	cluster string // who it is about
	text    string
}

// A corpus is such a corpus with the way to search it.
type corpus struct {
	name    string
	files   []string
	cluster func(map[string]string) string
	text    func(map[string]string) string
	profile func(map[string]string) person.Profile
	least   int // records of a person that is searched for
	people  int // how many to search for
	// What is demanded: of all found and of likely ones, recall and precision.
	recall, precise, likely, sure float64
}

// read reads the files beside the checkout.
func (c corpus) read(t *testing.T) []record {
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
	var list []record
	for _, name := range c.files {
		f, err := os.Open(filepath.Join(dir, "..", "shared", "corpora", filepath.FromSlash(name)))
		if err != nil {
			t.Skip("shared corpora not found: ", name)
		}
		rows, err := csv.NewReader(f).ReadAll()
		if err := cmp.Or(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			r := map[string]string{}
			for i, column := range rows[0] {
				r[strings.TrimSpace(column)] = strings.TrimSpace(row[i])
			}
			list = append(list, record{r, c.cluster(r), c.text(r)})
		}
	}
	return list
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

func title(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// isoDate reads 19081209.
func isoDate(s string) string {
	if len(s) != 8 {
		return s
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:]
}

func corpora() []corpus {
	historical := corpus{
		name: "historical", files: []string{"match-historical/historical_figures.csv"}, least: 3, people: 300,
		cluster: func(r map[string]string) string { return r["cluster"] },
		text: func(r map[string]string) string {
			return "Name: " + title(r["full_name"]) + label("Born", r["dob"]) + label("Birthplace", title(r["birth_place"])) +
				label("Postcode", strings.ToUpper(r["postcode_fake"])) + label("Occupation", r["occupation"])
		},
		profile: func(r map[string]string) person.Profile {
			return person.Profile{Names: []string{title(r["full_name"])}, DateOfBirth: validDate(r["dob"]), Addresses: []string{r["postcode_fake"]}}
		},
		recall: 0.9, precise: 0.9, likely: 0.7, sure: 0.98,
	}
	fake := corpus{
		name: "fake 1000", files: []string{"match-fake1000/fake_1000.csv"}, least: 2, people: 100,
		cluster: func(r map[string]string) string { return r["cluster"] },
		text: func(r map[string]string) string {
			return "Name: " + strings.TrimSpace(r["first_name"]+" "+r["surname"]) + label("DOB", r["dob"]) + label("City", r["city"]) + label("E-mail", r["email"])
		},
		profile: func(r map[string]string) person.Profile {
			return person.Profile{Names: []string{r["first_name"] + " " + r["surname"]}, DateOfBirth: validDate(r["dob"]), Emails: []string{r["email"]}}
		},
		recall: 0.8, precise: 0.95, likely: 0.5, sure: 0.98,
	}
	febrl := corpus{
		name: "FEBRL 1", files: []string{"match-fake1000/febrl-dataset1.csv"}, least: 2, people: 100,
		cluster: func(r map[string]string) string { return strings.Split(r["rec_id"], "-")[1] },
		text: func(r map[string]string) string {
			street := strings.TrimSpace(r["street_number"] + " " + title(r["address_1"]))
			return "Name: " + title(r["given_name"]+" "+r["surname"]) + label("Address", strings.Trim(street+", "+title(r["suburb"])+", "+r["postcode"], ", ")) +
				label("DOB", isoDate(r["date_of_birth"]))
		},
		profile: func(r map[string]string) person.Profile {
			return person.Profile{
				Names: []string{title(r["given_name"] + " " + r["surname"])}, DateOfBirth: validDate(isoDate(r["date_of_birth"])),
				Addresses: []string{r["street_number"] + " " + title(r["address_1"]) + ", " + title(r["suburb"])},
			}
		},
		recall: 0.97, precise: 0.8, likely: 0.9, sure: 0.98,
	}
	febrl4 := febrl
	febrl4.name, febrl4.files = "FEBRL 4", []string{"match-fake1000/febrl-dataset4a.csv", "match-fake1000/febrl-dataset4b.csv"}
	return []corpus{historical, fake, febrl, febrl4}
}

// named is the same with profiles of nothing but the name.
func (c corpus) named() corpus {
	whole := c.profile
	c.name += ", name alone"
	c.profile = func(r map[string]string) person.Profile { return person.Profile{Names: whole(r).Names} }
	c.recall, c.precise, c.likely, c.sure = 0.55, 0.85, 0.2, 0.9
	return c
}

// TestCorpora searches each corpus by the first record of people, as find does and
// as a plain fuzzy search would, and prints both in one table.
func TestCorpora(t *testing.T) {
	var table strings.Builder
	fmt.Fprintf(&table, "\n%-26s %6s  %-12s %-12s %-12s %-12s %-12s\n", "recall and precision", "people", "found", "possible", "likely", "fuzzy, all", "fuzzy, best")
	for _, c := range corpora() {
		t.Run(c.name, func(t *testing.T) {
			records := c.read(t)
			e := open(t)
			docs := make([]index.Document, len(records))
			for i, r := range records {
				docs[i] = index.Document{ID: strconv.Itoa(i), Text: r.text}
			}
			if err := e.Update(t.Context(), docs, nil); err != nil {
				t.Fatal(err)
			}
			for _, c := range []corpus{c, c.named()} {
				table.WriteString(c.run(t, e, records))
			}
		})
	}
	t.Log(table.String())
}

// A score counts what was found of what was to be found.
type score struct{ right, found, wanted int }

func (s *score) add(found map[int]bool, records []record, cluster string, size int) {
	s.wanted += size
	s.found += len(found)
	for i := range found {
		if records[i].cluster == cluster {
			s.right++
		}
	}
}

func (s score) recall() float64    { return float64(s.right) / float64(max(s.wanted, 1)) }
func (s score) precision() float64 { return float64(s.right) / float64(max(s.found, 1)) }
func (s score) String() string     { return fmt.Sprintf("%.3f %.3f ", s.recall(), s.precision()) }
func (s score) f1() float64        { return 2 * float64(s.right) / float64(max(s.found+s.wanted, 1)) }

// cuts are the parts of the best score at which a plain search may be cut off.
var cuts = []float64{0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}

// run searches for people by their first record, and returns a line of the table.
func (c corpus) run(t *testing.T, e index.Engine, records []record) string {
	sizes, order := map[string]int{}, []int{}
	for i, r := range records {
		if sizes[r.cluster]++; sizes[r.cluster] == 1 {
			order = append(order, i)
		}
	}
	var found, possible, likely, all score
	best := make([]score, len(cuts))
	people := 0
	for _, i := range order {
		cluster := records[i].cluster
		if sizes[cluster] < c.least || people == c.people {
			continue
		}
		p := c.profile(records[i].fields)
		s, err := person.Compile(p)
		if err != nil {
			continue // a record without anything to search for
		}
		people++
		levels := judged(t, e, s, records)
		for l, sc := range map[person.Likelihood]*score{"": &found, person.Possible: &possible, person.Likely: &likely} {
			sc.add(levels[l], records, cluster, sizes[cluster])
		}
		strict, ranked := fuzzy(p)
		all.add(plain(t, e, strict, 0)[0], records, cluster, sizes[cluster])
		for n, found := range plain(t, e, ranked, cuts...) {
			best[n].add(found, records, cluster, sizes[cluster])
		}
	}
	if found.recall() < c.recall || possible.precision() < c.precise || likely.recall() < c.likely || likely.precision() < c.sure {
		t.Errorf("%s: recall %.3f, likely %.3f, precision %.3f, likely %.3f; want %.2f, %.2f, %.2f, %.2f", c.name,
			found.recall(), likely.recall(), possible.precision(), likely.precision(), c.recall, c.likely, c.precise, c.sure)
	}
	top := slices.MaxFunc(best, func(a, b score) int { return cmp.Compare(a.f1(), b.f1()) })
	return fmt.Sprintf("%-26s %6d  %s %s %s %s %s\n", c.name, people, found, possible, likely, all, top)
}

// judged searches as find does, and returns the records that are at least so
// likely, "" for all in which anything speaks for the subject.
func judged(t *testing.T, e index.Engine, s *person.Subject, records []record) map[person.Likelihood]map[int]bool {
	t.Helper()
	rarity := func(word string) (int, int) {
		docs, total, err := e.Frequency(t.Context(), word)
		if err != nil {
			t.Fatal(err)
		}
		return docs, total
	}
	var at []int
	var verdicts []person.Verdict
	var evidence []person.Evidence
	for id := range search(t, e, append(s.Queries(), s.TitledQueries()...)) {
		i, err := strconv.Atoi(id)
		if err != nil {
			t.Fatal(err)
		}
		text := records[i].text
		ev := person.Evidence{Text: text, Hits: s.Match(text), Rarity: rarity}
		if v := s.Weigh(ev); len(v.Reasons) > 0 {
			at, verdicts, evidence = append(at, i), append(verdicts, v), append(evidence, ev)
		}
	}
	others := person.Learn(verdicts, nil)
	levels := map[person.Likelihood]map[int]bool{"": {}, person.Possible: {}, person.Likely: {}}
	for n, i := range at {
		v := verdicts[n]
		if others != nil && v.Doubtful() {
			v = others.Review(v, evidence[n])
		}
		levels[""][i] = true
		if v.Likelihood != person.Unlikely {
			levels[person.Possible][i] = true
		}
		if v.Likelihood == person.Likely || v.Likelihood == person.Certain {
			levels[person.Likely][i] = true
		}
	}
	return levels
}

// fuzzy is what somebody would ask who has a fuzzy search and nothing else: all
// words of the name with an error or two, or any words of the record, ranked.
func fuzzy(p person.Profile) (all, ranked query.Node) {
	words := func(texts ...string) []query.Node {
		var list []query.Node
		for _, w := range strings.FieldsFunc(fold.String(strings.Join(texts, " ")), func(r rune) bool { return !fold.IsWord(r) }) {
			switch {
			case len(w) < 3:
				list = append(list, query.Word{Text: w})
			case len(w) < 6:
				list = append(list, query.Fuzzy{Text: w, Edits: 1})
			default:
				list = append(list, query.Fuzzy{Text: w, Edits: 2})
			}
		}
		return list
	}
	every := words(slices.Concat(p.Names, p.Addresses, p.Emails, []string{p.DateOfBirth})...)
	all = query.All(words(p.Names...)...)
	if len(words(p.Names...)) == 0 {
		all = query.Any(every...)
	}
	return all, query.Any(every...)
}

// plain returns the records that a query finds with at least these parts of the
// best score.
func plain(t *testing.T, e index.Engine, q query.Node, parts ...float64) []map[int]bool {
	t.Helper()
	r, err := e.Search(t.Context(), q, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	list := make([]map[int]bool, len(parts))
	for n, part := range parts {
		list[n] = map[int]bool{}
		for _, h := range r.Hits {
			if h.Score < part*r.Hits[0].Score {
				break
			}
			i, err := strconv.Atoi(h.ID)
			if err != nil {
				t.Fatal(err)
			}
			list[n][i] = true
		}
	}
	return list
}
