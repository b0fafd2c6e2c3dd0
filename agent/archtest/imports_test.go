// Package archtest holds the tree to the design: which package may import
// which, what lies at the top, and what every package has to say for itself.
// There is nothing in it but tests.
package archtest

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// module is what all our import paths begin with.
const module = "sarsen/"

// A rule says what the packages of a row of DESIGN.md's table may import of
// ours. "x/..." is x and all below it. The first rule that fits counts.
type rule struct {
	packages string
	may      string
}

var rules = []rule{
	{"agent", "agent/cli"},
	{"agent/cli", `agent/service agent/daemon agent/config agent/request agent/audit agent/catalogue agent/pipeline
		crawlers crawlers/documents crawlers/documents/all crawlers/program crawlers/worker index index/query redact redact/verify tui tui/screen`},
	{"agent/service", `agent/pipeline agent/catalogue agent/request agent/audit agent/config
		crawlers/... index/... redact/... testdata/...`},
	{"agent/pipeline", `agent/catalogue agent/request agent/audit crawlers crawlers/documents crawlers/worker
		index index/query index/person index/alike index/fold redact/...`},
	{"agent/catalogue", "agent/sqlite crawlers crawlers/documents"},
	{"agent/request", "agent/sqlite"},
	{"agent/daemon", ""},
	{"agent/audit", ""},
	{"agent/config", ""},
	{"agent/sqlite", ""},

	{"crawlers", ""},
	{"crawlers/all", "crawlers crawlers/fileshare/... crawlers/mailbox/..."},
	{"crawlers/volume", "crawlers"},
	{"crawlers/fileshare", "crawlers crawlers/volume"},
	{"crawlers/fileshare/smb", "crawlers crawlers/fileshare"},
	{"crawlers/fileshare/smb/smbtest", ""},
	{"crawlers/mailbox/...", "crawlers"},
	{"crawlers/memory", "crawlers"},
	{"crawlers/pdfium", ""},
	{"crawlers/program", ""},
	{"crawlers/ocr", "crawlers/program crawlers/documents"},
	{"crawlers/office", "crawlers/program"},
	{"crawlers/worker", "crawlers crawlers/documents"},
	{"crawlers/documents", "crawlers crawlers/mailbox/mbox crawlers/documents/cfb"},
	{"crawlers/documents/cfb", ""},
	{"crawlers/documents/ole", "crawlers crawlers/documents crawlers/documents/cfb"},
	{"crawlers/documents/all", "crawlers crawlers/documents/..."},
	{"crawlers/documents/mail", "crawlers crawlers/documents crawlers/documents/grid crawlers/mailbox/mbox"},
	{"crawlers/documents/pdf", "crawlers crawlers/documents crawlers/pdfium"},
	{"crawlers/documents/cfb/cfbtest", "crawlers/documents/cfb"},
	{"crawlers/documents/mapi", `crawlers crawlers/documents crawlers/documents/cfb crawlers/documents/grid
		crawlers/documents/mail crawlers/documents/ole crawlers/documents/rtf`},
	{"crawlers/documents/msg", "crawlers crawlers/documents crawlers/documents/cfb crawlers/documents/mapi"},
	{"crawlers/documents/pst", "crawlers crawlers/documents crawlers/documents/mapi crawlers/mailbox/pst"},
	{"crawlers/documents/tnef", "crawlers crawlers/documents crawlers/documents/mapi"},
	{"crawlers/documents/...", `crawlers crawlers/documents crawlers/documents/grid/... crawlers/documents/zipxml
		crawlers/documents/cfb crawlers/documents/ole crawlers/documents/offcrypto`},
	{"crawlers/crawlertest", "crawlers"},
	{"crawlers/ocr/ocrtest", "crawlers/pdfium/pdftest"},
	{"crawlers/pdfium/pdftest", "crawlers/pdfium"},

	{"index", "index/query index/fold"},
	{"index/query", ""},
	{"index/fold", ""},
	{"index/person", "index/query index/fold"},
	{"index/alike", "index/fold"},
	{"index/indextest", "index index/query"},

	{"redact", "index/fold"},
	{"redact/tagger", "index/fold"},
	{"redact/tagger/learn", "redact/tagger"},
	{"redact/recognise", "redact redact/tagger index/fold"},
	{"redact/rule", "redact redact/recognise index/fold"},
	{"redact/detect", "redact redact/recognise redact/rule redact/tagger index/fold"},
	{"redact/people", "redact redact/recognise index/fold"},
	{"redact/directory", "redact/people redact/recognise"},
	{"redact/shape", "redact redact/rule redact/recognise"},
	{"redact/gold", "redact"},
	{"redact/cue", "redact"},
	{"redact/page", "redact redact/page/rebuild redact/page/vector index/fold crawlers/pdfium crawlers/documents/picture"},
	{"redact/page/vector", "redact/page/rebuild"},
	{"redact/page/rebuild", "redact/page/jbig2"},
	{"redact/page/jbig2", ""},
	{"redact/verify", "redact index/fold crawlers/pdfium"},
	{"redact/pack", "redact redact/verify index/fold"},
	{"redact/seal", ""},
	{"redact/facsimile", "redact redact/facsimile/align redact/media redact/page redact/pack redact/verify index/fold crawlers/pdfium crawlers/documents/picture"},
	{"redact/media", ""},
	{"redact/facsimile/align", "redact index/fold"},

	{"tui", "tui/... agent/request redact"},
	{"tui/screens/...", "tui/screen tui/components tui/keymap tui/styles agent/request redact"},
	{"tui/components", "tui/screen tui/keymap tui/styles agent/request redact"},
	{"tui/screen", "tui/keymap tui/styles agent/request redact"},
	{"tui/screentest", "tui/... agent/request redact"},
	{"tui/keymap", ""},
	{"tui/styles", ""},

	{"testdata", "testdata/council"},
	{"testdata/council", "testdata/council/people testdata/council/damage testdata/council/writing"},
	{"testdata/council/people", "testdata/council/damage"},
	{"testdata/council/damage", ""},
	{"testdata/council/writing", ""},
	{"testdata/generate", "testdata/council"},
	{"testdata/measure", ""},
	{"testdata/train", "redact redact/detect redact/gold redact/tagger redact/tagger/learn index/fold testdata/council testdata/train/synth"},
	{"testdata/train/synth", "redact/tagger"},
}

// engines are libraries with one place each: who else needs what they do, asks
// that place.
var engines = map[string]string{
	"github.com/blevesearch/":        "index",
	"github.com/klippa-app/":         "crawlers/pdfium",
	"github.com/tetratelabs/":        "crawlers/pdfium",
	"github.com/ncruces/go-sqlite3":  "agent/sqlite",
	"github.com/cloudsoda/go-smb2":   "crawlers/fileshare/smb",
	"github.com/emersion/go-imap":    "crawlers/mailbox/imap",
	"golang.org/x/oauth2":            "crawlers/mailbox/oauth",
	"github.com/jhillyerd/enmime":    "crawlers/documents/mail",
	"github.com/landlock-lsm/":       "crawlers/program crawlers/worker",
	"github.com/ledongthuc/pdf":      "redact/page redact/verify",
	"github.com/spf13/cobra":         "agent/cli",
	"github.com/robfig/cron":         "agent/config agent/daemon",
	"charm.land/":                    "tui/...",
	"github.com/charmbracelet/":      "tui/...",
	"github.com/goccy/go-yaml":       "agent/cli agent/config redact/cue redact/rule",
	"golang.org/x/sync/errgroup":     "agent/pipeline agent/daemon crawlers/worker index",
	"github.com/gabriel-vasile/":     "crawlers/documents",
	"github.com/richardlehane/mscfb": "crawlers/documents crawlers/documents/...",
}

// A pkg is what go list says of a package without its tests.
type pkg struct {
	ImportPath string
	Name       string
	GoFiles    []string
	Imports    []string
}

// short is the path below the module.
func (p pkg) short() string { return strings.TrimPrefix(p.ImportPath, module) }

func packages(t *testing.T, system string) []pkg {
	t.Helper()
	// Folders named testdata are not in ./..., so theirs are named.
	args := []string{"list", "-e", "-json=ImportPath,Name,GoFiles,Imports", "./..."}
	for _, f := range tracked(t, "testdata/*.go") {
		args = append(args, "./"+path.Dir(f))
	}
	slices.Sort(args[4:])
	cmd := exec.CommandContext(t.Context(), "go", slices.Compact(args)...)
	cmd.Dir = root(t)
	cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
	var complaint strings.Builder
	cmd.Stderr = &complaint
	raw, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, complaint.String())
	}
	var out []pkg
	for d := json.NewDecoder(strings.NewReader(string(raw))); ; {
		var p pkg
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
}

func TestImports(t *testing.T) {
	for _, system := range []string{"linux", "windows"} {
		for _, p := range packages(t, system) {
			if len(p.GoFiles) == 0 {
				continue // tests only: they may look at everything
			}
			checkOurs(t, p)
			checkEngines(t, p)
		}
	}
}

func checkOurs(t *testing.T, p pkg) {
	at := slices.IndexFunc(rules, func(r rule) bool { return fits(p.short(), r.packages) })
	if at < 0 {
		t.Errorf("%s stands in no row of the table: add it to agent/DESIGN.md and here", p.short())
		return
	}
	for _, i := range p.Imports {
		ours, ok := strings.CutPrefix(i, module)
		if ok && !fits(ours, rules[at].may) {
			t.Errorf("%s imports %s, which the table does not allow", p.short(), ours)
		}
		if ok && forTests(ours) && !forTests(p.short()) {
			t.Errorf("%s imports %s, which is for tests", p.short(), ours)
		}
	}
}

func checkEngines(t *testing.T, p pkg) {
	for _, i := range p.Imports {
		for library, place := range engines {
			if strings.HasPrefix(i, library) && !fits(p.short(), place) {
				t.Errorf("%s imports %s, which is the business of %s", p.short(), i, place)
			}
		}
	}
}

// forTests reports whether a package is there for the tests of others.
func forTests(name string) bool {
	return strings.HasSuffix(name, "test") || name == "crawlers/memory"
}

// fits reports whether a package is in a list of patterns.
func fits(name, patterns string) bool {
	return slices.ContainsFunc(strings.Fields(patterns), func(p string) bool {
		below, tree := strings.CutSuffix(p, "/...")
		return name == below || tree && strings.HasPrefix(name, below+"/")
	})
}

func TestFits(t *testing.T) {
	for _, tt := range []struct {
		name, patterns string
		want           bool
	}{
		{"index", "index", true},
		{"index/fold", "index", false},
		{"index/fold", "redact index/...", true},
		{"index", "index/...", true},
		{"indextest", "index/...", false},
		{"index", "", false},
	} {
		if got := fits(tt.name, tt.patterns); got != tt.want {
			t.Errorf("%s in %q: %v", tt.name, tt.patterns, got)
		}
	}
}

// The table for readers and the one above name the same packages.
func TestDesignNamesEveryRow(t *testing.T) {
	design, err := os.ReadFile(root(t) + "/agent/DESIGN.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		if !forTests(r.packages) && !strings.Contains(string(design), "`"+r.packages+"`") {
			t.Errorf("agent/DESIGN.md says nothing of %s", r.packages)
		}
	}
}
