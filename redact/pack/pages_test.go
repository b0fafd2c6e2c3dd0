package pack_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// looked are pages of every sort.
func looked(t testing.TB, root string) []string {
	t.Helper()
	out := []string{"index.html", "chronology.html"}
	documents, err := filepath.Glob(filepath.Join(root, "documents", "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents[:min(len(documents), 9)] {
		out = append(out, "documents/"+filepath.Base(d))
	}
	return out
}

// The pages of a pack, offline and without scripts, break no rule of WCAG 2.2 AA
// that axe-core knows, in either colour scheme, on a narrow screen and in large
// text.
func TestAccessible(t *testing.T) {
	b := newBrowser(t)
	axe, err := os.ReadFile(os.Getenv("SARSEN_AXE"))
	if err != nil {
		needed(t, "axe-core")
	}
	b.open(write(t, "bad.html", `<html><title>x</title><p style="color:#ccc;background:#fff">faint <a href="#"></a>`))
	if len(b.axe(string(axe))) < 3 {
		t.Error("the checker overlooks what is wrong")
	}
	for _, draft := range []bool{false, true} {
		root := buildFull(t, map[bool]int{false: 300, true: 20}[draft], draft)
		pages := looked(t, root)
		if draft {
			pages = pages[:3]
		}
		for _, page := range pages {
			b.open(filepath.Join(root, filepath.FromSlash(page)))
			for _, v := range []struct {
				width  int
				scheme string
				text   string // size of the text
			}{{1280, "light", ""}, {1280, "dark", ""}, {320, "light", ""}, {1280, "light", "200%"}} {
				name := fmt.Sprintf("%s, draft %v, %d px, %s, %s", page, draft, v.width, v.scheme, v.text)
				b.look(v.width, v.scheme)
				b.eval(`document.documentElement.style.fontSize = '` + v.text + `'; 0`)
				for _, violation := range b.axe(string(axe)) {
					t.Errorf("%s: %s", name, violation)
				}
				if over, _ := b.eval(`document.documentElement.scrollWidth - document.documentElement.clientWidth`).(float64); over > 0 {
					t.Errorf("%s: %v px have to be scrolled sideways, by %s", name, over, b.evalString(wideElement))
				}
			}
			b.eval(`document.documentElement.style.fontSize = ''; 0`)
			if os.Getenv("SARSEN_PICTURES") != "" {
				base := strings.NewReplacer("/", "-", ".html", "").Replace(page) + fmt.Sprint("-", draft)
				b.look(1280, "light")
				b.picture(base + "-wide")
				b.look(1280, "dark")
				b.picture(base + "-dark")
				b.look(320, "light")
				b.picture(base + "-narrow")
			}
		}
	}
}

func write(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// wideElement names what is wider than the page.
const wideElement = `[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth && !e.closest('.wide')).map(e => e.outerHTML.slice(0, 80)).join(' | ')`

// The pages have a title, a language, landmarks, and headings in order.
func TestOutline(t *testing.T) {
	b := newBrowser(t)
	root := buildFull(t, 20, false)
	for _, page := range looked(t, root) {
		b.open(filepath.Join(root, filepath.FromSlash(page)))
		if lang, title := b.evalString(`document.documentElement.lang`), b.evalString(`document.title`); lang != "en-GB" || title == "" {
			t.Errorf("%s: language %q, title %q", page, lang, title)
		}
		for _, landmark := range []string{"main", "header", "nav"} {
			if b.eval(`document.querySelectorAll('body > `+landmark+`').length > 0`) != true {
				t.Errorf("%s: no %s", page, landmark)
			}
		}
		if b.eval(`document.querySelectorAll('h1').length`) != 1.0 {
			t.Errorf("%s: not one first heading", page)
		}
		levels := b.evalString(`[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => h.tagName[1]).join('')`)
		for i := 1; i < len(levels); i++ {
			if levels[i] > levels[i-1]+1 {
				t.Errorf("%s: headings of levels %s leave one out", page, levels)
				break
			}
		}
		if outside := b.evalString(`performance.getEntriesByType('resource').map(r => r.name).join(' ')`); outside != "" {
			t.Errorf("%s: asks for %s", page, outside)
		}
	}
}

// With the keyboard one gets to the skip link first, then to every link in
// order, and sees where one is.
func TestKeyboard(t *testing.T) {
	b := newBrowser(t)
	root := buildFull(t, 20, true)
	for _, page := range []string{"index.html", "chronology.html", "documents/0002-tenants-xlsx.html"} {
		b.look(1280, "light")
		b.open(filepath.Join(root, filepath.FromSlash(page)))
		const all = `[...document.querySelectorAll('a[href],[tabindex="0"]')]`
		n, _ := b.eval(all + `.length`).(float64)
		if n < 2 {
			t.Fatalf("%s: %v places to go", page, n)
		}
		for i := range int(n) {
			b.tab()
			at := b.eval(all + `.indexOf(document.activeElement)`)
			if at != float64(i) {
				t.Fatalf("%s: tab %d leads to place %v, %s", page, i+1, at, b.evalString(`document.activeElement.outerHTML.slice(0, 90)`))
			}
			if seen := b.evalString(`(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle + ' ' + s.outlineWidth })()`); seen != "solid 3px" {
				t.Errorf("%s: place %d has the outline %q", page, i+1, seen)
			}
			// WCAG 2.2, 2.4.11: the banner of a draft does not cover it whole.
			if covered := b.eval(`(() => { const r = document.activeElement.getBoundingClientRect(), d = document.querySelector('.draft').getBoundingClientRect(); return r.bottom <= d.bottom || r.top >= innerHeight })()`); covered == true {
				t.Errorf("%s: place %d is hidden", page, i+1)
			}
		}
		if page != "index.html" {
			continue
		}
		b.open(filepath.Join(root, page))
		b.tab()
		b.call("Input.dispatchKeyEvent", map[string]any{"type": "rawKeyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13})
		b.call("Input.dispatchKeyEvent", map[string]any{"type": "char", "text": "\r", "key": "Enter", "windowsVirtualKeyCode": 13})
		b.call("Input.dispatchKeyEvent", map[string]any{"type": "keyUp", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13})
		b.tab()
		if b.eval(`document.querySelector('main').contains(document.activeElement)`) != true {
			t.Errorf("the skip link leads to %s", b.evalString(`document.activeElement.outerHTML.slice(0, 90)`))
		}
	}
}

// Printed, every page of a draft says so, no row is lost, and links stay links.
func TestPrint(t *testing.T) {
	b := newBrowser(t)
	text := program(t, "pdftotext")
	for _, draft := range []bool{false, true} {
		root := buildFull(t, 120, draft)
		for _, page := range []string{"index.html", "chronology.html", "documents/0002-tenants-xlsx.html"} {
			b.open(filepath.Join(root, filepath.FromSlash(page)))
			raw := b.pdf(strings.NewReplacer("/", "-", ".html", "").Replace(page) + fmt.Sprint("-", draft))
			cmd := exec.CommandContext(t.Context(), text, "-layout", "-", "-")
			cmd.Stdin = bytes.NewReader(raw)
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			sheets := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
			for i, sheet := range sheets {
				if said := strings.Contains(sheet, "DRAFT"); said != draft {
					t.Errorf("%s: page %d of %d says DRAFT: %v", page, i+1, len(sheets), said)
				}
			}
			if page != "index.html" {
				continue
			}
			if !bytes.Contains(raw, []byte("/Link")) {
				t.Errorf("%s: no links in print", page)
			}
			rows := regexp.MustCompile(`(?m)^\s*Visit report (\d+)|^\s*(\d+)\s+Visit report`).FindAllString(string(out), -1)
			if len(rows) != 120-12 {
				t.Errorf("%s: %d reports in print", page, len(rows))
			}
			if heads := strings.Count(string(out), "Document "); heads < 2 {
				t.Errorf("%s: the header of the table is not repeated", page)
			}
		}
	}
}

// The first page is in short, plain sentences.
func TestPlainWords(t *testing.T) {
	index := files(t, buildFull(t, 12, false))["index.html"]
	body := regexp.MustCompile(`(?s)<style>.*?</style>`).ReplaceAllString(index, "")
	var long []string
	sentences, words := 0, 0
	for _, p := range regexp.MustCompile(`(?s)<(?:p|li)[^>]*>(.*?)</(?:p|li)>`).FindAllStringSubmatch(body, -1) {
		plain := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(p[1], "")
		for _, s := range regexp.MustCompile(`[.!?:;](?:\s|$)`).Split(plain, -1) {
			n := len(strings.Fields(s))
			if n == 0 {
				continue
			}
			sentences++
			words += n
			if n > 32 {
				long = append(long, s)
			}
		}
	}
	if len(long) > 0 || words/sentences > 12 {
		t.Errorf("%d words in %d sentences; too long: %q", words, sentences, long)
	}
	if slices.ContainsFunc([]string{"data subject", "data controller", "pursuant", "redact", "hereby"}, func(s string) bool { return strings.Contains(strings.ToLower(body), s) }) {
		t.Error("there is jargon on the page")
	}
}
