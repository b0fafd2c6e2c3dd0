package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// root is the folder with go.mod above the test.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("no go.mod above the test: ", err)
	return ""
}

// tracked lists the files that git knows, by pattern.
func tracked(t *testing.T, patterns ...string) []string {
	t.Helper()
	dir := root(t)
	if _, err := os.Stat(filepath.Join(dir, ".git")); err != nil {
		t.Skip("not a git checkout: ", err)
	}
	args := append([]string{"-c", "safe.directory=*", "ls-files", "-z", "--"}, patterns...)
	cmd := exec.CommandContext(t.Context(), "git", args...)
	cmd.Dir = dir
	raw, err := cmd.Output()
	if err != nil {
		t.Skip("git does not answer: ", err)
	}
	return strings.FieldsFunc(string(raw), func(r rune) bool { return r == 0 })
}

func TestTopLevel(t *testing.T) {
	allowed := strings.Fields("agent crawlers index redact tui testdata go.mod go.sum README.md LICENSE CHANGELOG.md")
	for _, f := range tracked(t) {
		top, _, _ := strings.Cut(f, "/")
		if !strings.HasPrefix(top, ".") && !slices.Contains(allowed, top) {
			t.Errorf("%s: nothing of ours lies there", f)
		}
	}
}

// sources parses the Go files of the tree, by folder.
func sources(t *testing.T) map[string]map[string]*ast.File {
	t.Helper()
	out := map[string]map[string]*ast.File{}
	for _, f := range tracked(t, "*.go") {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root(t), filepath.FromSlash(f)), nil, parser.ParseComments|parser.SkipObjectResolution)
		if os.IsNotExist(err) {
			continue // deleted, and not committed yet
		}
		if err != nil {
			t.Error(err)
			continue
		}
		dir := path.Dir(f)
		if out[dir] == nil {
			out[dir] = map[string]*ast.File{}
		}
		out[dir][path.Base(f)] = file
	}
	return out
}

func TestEveryPackageHasOneComment(t *testing.T) {
	for dir, files := range sources(t) {
		var said []string
		name := ""
		for base, f := range files {
			if strings.HasSuffix(f.Name.Name, "_test") {
				continue // a package that is only seen by the tests of another
			}
			name = f.Name.Name
			if f.Doc != nil {
				said = append(said, base+": "+f.Doc.Text())
			}
		}
		switch {
		case name == "": // tests from outside only
		case len(said) != 1:
			t.Errorf("%s has %d package comments, want one", dir, len(said))
		case name != "main" && !strings.Contains(said[0], ": Package "+name+" "):
			t.Errorf("%s: the comment does not begin with \"Package %s\"", dir, name)
		}
	}
}

func TestNoInit(t *testing.T) {
	for dir, files := range sources(t) {
		for base, f := range files {
			for _, d := range f.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if ok && fn.Recv == nil && fn.Name.Name == "init" {
					t.Errorf("%s/%s has an init function: what a package does, it does when asked", dir, base)
				}
			}
		}
	}
}

func TestPackagesAreNamedForWhatTheyDo(t *testing.T) {
	for dir := range sources(t) {
		switch path.Base(dir) {
		case "util", "utils", "helper", "helpers", "misc", "common", "shared", "lib", "base":
			t.Errorf("%s: the name says nothing", dir)
		}
	}
}
