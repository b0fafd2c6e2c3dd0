package quality

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"sarsen/agent/service"
	"sarsen/crawlers/pdfium"
	"sarsen/index/fold"
	"sarsen/redact/page"
	"sarsen/redact/verify"
	"sarsen/testdata/council"
)

// export makes the pack of a request and measures it.
func (f *figures) export(t *testing.T, svc *service.Service, key *council.Key, subject council.Subject, id string, likelihood map[place]string, out string) {
	t.Helper()
	ctx := t.Context()
	if _, err := svc.Accept(ctx, "officer", id); err != nil {
		t.Fatal(err)
	}
	if _, err := svc.Release(ctx, "second officer", id); err != nil {
		t.Fatal(err)
	}
	done, err := svc.Export(ctx, "officer", id, service.ExportOptions{Out: out})
	if err != nil {
		t.Errorf("%v: %+v", err, done.Report.Findings)
		return
	}
	f.masks = done.Summary.Masks
	f.pack(t, key, subject, likelihood, out)
}

// A secret is a string of somebody to be withheld.
type secret struct {
	council.Mention
	where string
}

// pack reads the finished pack with other eyes and looks for what should be in
// it and what should not.
func (f *figures) pack(t *testing.T, key *council.Key, subject council.Subject, likelihood map[place]string, dir string) {
	t.Helper()
	texts := readPack(t, dir)
	keep := allowed(key, subject)
	taken := map[string]bool{}
	for _, k := range keep {
		taken[fold.String(k)] = true
	}
	var secrets []secret
	for _, item := range key.Items {
		if l := likelihood[place{item.Path, item.Part}]; l != "certain" && l != "likely" {
			continue
		}
		where := item.Path + " › " + item.Part
		for _, m := range item.Mentions {
			folded := fold.String(m.Text)
			switch {
			case m.Person == subject.Person:
				f.mentions++
				if occurs(texts, m.Text) {
					f.kept++
				} else {
					f.lost = append(f.lost, fmt.Sprintf("%s %s in %s %s", m.Kind, m.Text, where, strings.Join(m.Tags, ",")))
				}
			case key.RoleFor(subject.Person, m.Person) != "third" && m.Kind == "person":
				f.inRole++
				if occurs(texts, m.Text) {
					f.shown++
				}
			case key.RoleFor(subject.Person, m.Person) == "third" && !taken[folded] && len(folded) > 3:
				taken[folded] = true
				secrets = append(secrets, secret{m, where})
			}
		}
	}
	f.others = len(secrets)
	f.leak = leaks(texts, secrets, keep)
	f.left = len(f.leak)
}

// allowed returns what may be read: the subject's own strings, and those of
// people in their role.
func allowed(key *council.Key, subject council.Subject) []string {
	seen := map[string]bool{}
	for _, item := range key.Items {
		for _, m := range item.Mentions {
			if key.RoleFor(subject.Person, m.Person) != "third" {
				seen[m.Text] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// leaks says which of the secrets can be read, and where.
func leaks(texts map[string]string, secrets []secret, keep []string) []string {
	var values []string
	for _, s := range secrets {
		values = append(values, s.Text)
	}
	search := verify.NewSearch(values, keep)
	hit := map[int]string{}
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(texts))) {
		text := texts[name]
		for _, h := range search.Find(text, 0) {
			if s := secrets[h.Value]; s.Kind == "person" && !strings.ContainsFunc(s.Text, unicode.IsSpace) && !named(name, text, h.Start, s.Text) {
				continue
			}
			around := text[max(0, h.Start-40):min(len(text), h.End+30)]
			hit[h.Value] = name + ": …" + strings.Join(strings.Fields(around), " ") + "…"
		}
	}
	var out []string
	for n, where := range hit {
		s := secrets[n]
		out = append(out, fmt.Sprintf("%s %s (%s) in %s ⇒ %s", s.Kind, s.Text, strings.Join(s.Tags, ","), s.where, where))
	}
	slices.Sort(out)
	return out
}

var (
	beside = regexp.MustCompile(`\d\s?\pL|\pL\s?\d`)
	months = []string{"April", "May", "June", "August"}
)

// named reports whether a name of one word stands at offset i as a name does.
// Many are words as well (Long, Mark): such a one is no name in the fixed text
// of the pack, nor in small letters, unless it was written so.
func named(file, text string, i int, name string) bool {
	switch file {
	case "index.html", "datapackage.json", "manifest-sha256.txt", "supplementary.csv":
		return false // titles stand in schedule.csv as well
	case "occurrences.csv":
		return false // what it quotes is cut anywhere, and stands in documents
	}
	if strings.HasPrefix(text[i:], "Ward staff") {
		return false // of a hospital
	}
	if beside.MatchString(text[max(0, i-4):min(len(text), i+len(name)+4)]) && (name == "Page" || slices.Contains(months, name)) {
		return false // "Page 2", "2 April"
	}
	first, _ := utf8.DecodeRuneInString(name)
	here, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsUpper(here) || !unicode.IsUpper(first)
}

func occurs(texts map[string]string, value string) bool {
	want := fold.String(value)
	for _, text := range texts {
		if strings.Contains(text, value) || strings.Contains(folded(text), want) {
			return true
		}
	}
	return false
}

var foldedTexts = map[string]string{}

func folded(text string) string {
	f, ok := foldedTexts[text]
	if !ok {
		f = fold.String(text)
		foldedTexts[text] = f
	}
	return f
}

var spaces = regexp.MustCompile(`[ \t]+`)

// readPack returns the text of every file of the pack, with its name.
func readPack(t *testing.T, dir string) map[string]string {
	t.Helper()
	eng, err := pdfium.New(pdfium.Options{CacheDir: service.PDFCache()})
	if err != nil {
		t.Fatal(err)
	}
	defer eng.Close() //nolint:errcheck // only reads
	out := map[string]string{}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		text := string(raw)
		switch filepath.Ext(path) {
		case ".pdf":
			pages, err := page.ReadFirst(t.Context(), eng, raw)
			if err != nil {
				return err
			}
			text = strings.Join(pages, "\n")
		case ".html":
			text = plain(text)
		case ".csv":
			rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
			if err != nil {
				return err
			}
			text = ""
			for _, r := range rows {
				text += strings.Join(r, "\x1f") + "\n" // the verifier's mark between cells
			}
		}
		out[name] = name + "\n" + spaces.ReplaceAllString(text, " ")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func plain(page string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); !slices.Contains([]string{"span", "b", "i", "em", "strong", "a"}, string(name)) {
				b.WriteByte('\n')
			}
		}
	}
}
