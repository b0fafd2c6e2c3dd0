package systemtest

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sarsen/agent/config"
)

// contract has every command with the keys of its JSON lines that scripts may
// rely on; none for those that print no objects, or that only a script runs.
// Keys may be added to a command, never taken away.
var contract = map[string][]string{
	"demo":             nil,
	"init":             {"config"},
	"source list":      {"source", "location"},
	"source check":     {"source", "ok", "detail"},
	"source login":     nil,
	"crawl":            {"source", "location", "pass", "started", "finished", "seen", "indexed", "partial", "empty", "unread", "vanished", "bytes"},
	"serve":            nil,
	"status":           {"source", "location", "pass", "started", "finished", "seen", "indexed", "partial", "empty", "unread", "vanished", "bytes"},
	"unread":           {"item", "source", "path", "part", "state", "reason", "todo"},
	"unread seen":      nil,
	"unread attach":    nil,
	"search":           {"item", "source", "path", "part", "message_id", "title", "date", "score", "snippet"},
	"request new":      {"id", "due"},
	"request list":     {"id", "due"},
	"request show":     {"id", "due"},
	"request edit":     {"id", "due"},
	"request event":    {"id", "due"},
	"request close":    {"id", "due"},
	"request add":      {"item", "source", "path", "title", "date", "added_by", "added_at", "added_as"},
	"request remove":   {"request", "item", "removed"},
	"request handover": nil,
	"case list":        {"name", "path", "draft"},
	"case verify":      {"ok", "case", "path", "wrong"},
	"case check":       nil,
	"case open":        {"case", "path"},
	"page":             nil,
	"find":             {"item", "source", "path", "part", "message_id", "title", "date", "likelihood", "score", "reasons", "family", "thread", "duplicate_of", "about"},
	"queries":          {"n", "query", "for", "own", "off", "items", "note", "by", "at"},
	"clues":            {"n", "fact", "value", "items", "likelihood", "state"},
	"explain":          {"item", "found", "reasons", "why"},
	"people":           {"person", "name", "role", "mentions", "items", "decision", "code"},
	"review":           {"mark", "item", "start", "end", "text", "kind", "person", "proposal", "decision", "code"},
	"decide":           {"request", "target", "verdict", "code", "by"},
	"undo":             {"undone", "target"},
	"release":          {"request", "released"},
	"export":           {"path", "draft"},
	"verify":           {"ok", "draft", "withheld_checked", "files", "findings"},
	"extract":          {"path", "part", "media_type", "title", "author", "created", "modified", "state", "reason", "pages", "text"},
	"detect":           {"start", "end", "text", "kind", "score", "reason"},
	"redact":           {"redacted", "missing"},
	"rules list":       {"rule", "kind", "score", "file", "description", "pattern", "labels", "match", "nomatch"},
	"rules check":      {"ok", "rules", "own", "examples"},
	"rules suggest":    {"n", "shape", "pattern", "labels", "examples", "masked", "texts", "values", "score", "found", "found_by", "why", "rule"},
	"audit show":       {"n", "at", "by", "act", "prev", "hash"},
	"audit verify":     {"ok", "records", "faults"},
	"index verify":     {"sound", "items", "missing", "extra", "shards"},
	"index repair":     {"dropped", "indexed", "removed"},
	"index rebuild":    {"items"},
	"doctor":           {"what", "bad", "detail"},
	"backup":           {"backup"},
	"restore":          nil,
	"tui":              nil,
	"version":          {"version"},
}

// TestContract runs every command once and looks at its answer.
func TestContract(t *testing.T) {
	t.Parallel()
	p := newPlace(t, "./shares")
	p.write("shares/visit.txt", "Ann Example, HA-504376, ann.example@post.example, met Mrs Edna Cuthbertson.")
	for i := range 3 {
		p.write(fmt.Sprintf("shares/fob%d.txt", i), fmt.Sprintf("The gate fob 842133%d was lost.", i))
	}
	p.write("shares/empty.dat", "\x00\x01\x02\x03 no kind of file")
	p.want([]int{0, 3}, "crawl")
	p.ok("request", "new", "--name", "Ann Example", "--reference", "HA-504376")
	item := p.json("find", "2026-0001")[0].at("item")
	person := p.json("people", "2026-0001")[0].at("person")
	p.ok("export", "2026-0001", "--draft", "-o", "pack", "--quiet")
	unread := p.json("unread")
	if len(unread) == 0 {
		t.Fatal("nothing is unread")
	}
	added := p.json("request", "add", "2026-0001", "shares/visit.txt")[0].at("item")
	calls := map[string][]string{
		"init": {"--config", "other.yaml"}, "unread seen": {unread[0].at("item"), "--note", "looked at"},
		"unread attach": {unread[0].at("item"), "--transcript", "shares/visit.txt"},
		"search":        {"Example"}, "request new": {"--name", "Cy Sample"}, "request show": {"2026-0001"}, "request edit": {"2026-0001", "--phone", "01632 960000"},
		"request event": {"2026-0001", "identity-seen"}, "request close": {"2026-0002"},
		"request add": {"2026-0001", "--form", "Name=Ann Example"}, "request remove": {"2026-0001", added}, "find": {"2026-0001"}, "queries": {"2026-0001"}, "clues": {"2026-0001"}, "explain": {"2026-0001", item},
		"people": {"2026-0001"}, "review": {"2026-0001"}, "page": {"2026-0001", item, "1"}, "decide": {"2026-0001", person, "withhold"}, "undo": {"2026-0001"},
		"export": {"2026-0001", "--draft", "-o", "pack2"}, "verify": {"pack"}, "case list": {"2026-0001"},
		"case verify": {"2026-0001"}, "case check": {"2026-0001", "--text", "Edna"}, "case open": {"2026-0001", "-o", "opened"}, "extract": {"shares/visit.txt"},
		"detect": {"shares/visit.txt"}, "redact": {"shares/visit.txt", "-o", "redacted.txt", "--term", "Edna"}, "backup": {"kept"}, "restore": {"kept", "--force"},
	}
	// In an order in which each has what it needs.
	order := []string{
		"version", "init", "source list", "source check", "crawl", "status", "unread", "unread seen", "unread attach", "search", "request new", "request list",
		"request show", "request edit", "request event", "request add", "request remove", "request close", "find", "queries", "clues", "explain", "people", "review", "page", "decide", "undo", "export",
		"case list", "case verify", "case check", "case open",
		"verify", "extract", "detect", "redact", "rules list", "rules check", "rules suggest", "audit show", "audit verify", "index verify", "index repair", "index rebuild", "doctor", "backup", "restore",
	}
	for _, name := range order {
		args := append(strings.Fields(name), calls[name]...)
		o := p.want([]int{0, 3}, append(args, "--json")...)
		lines, err := objects(o.stdout)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if contract[name] != nil && len(lines) == 0 {
			t.Errorf("%s answers nothing", name)
		}
		for _, line := range lines {
			for _, key := range contract[name] {
				if _, ok := line[key]; !ok {
					t.Errorf("%s: no %q in %v", name, key, line)
				}
			}
		}
	}
	for name := range contract {
		if !slices.Contains(order, name) && !slices.Contains([]string{"demo", "serve", "tui", "release", "request handover", "source login"}, name) {
			t.Errorf("%s is not called", name)
		}
	}
}

// listed matches a command in the list that --help prints.
var listed = regexp.MustCompile(`(?m)^  ([a-z]+)  +\S`)

// commands asks the program for all of its commands, subcommands as two words.
func commands(t *testing.T) []string {
	t.Helper()
	p := place{t: t, dir: t.TempDir()}
	var out []string
	for _, m := range list(p.ok("--help").stdout) {
		out = append(out, m)
		for _, sub := range list(p.ok(m, "--help").stdout) {
			out = append(out, m+" "+sub)
		}
	}
	return out
}

func list(help string) []string {
	_, after, ok := strings.Cut(help, "Commands:\n")
	if !ok {
		return nil
	}
	after, _, _ = strings.Cut(after, "\n\n")
	var out []string
	for _, m := range listed.FindAllStringSubmatch(after, -1) {
		out = append(out, m[1])
	}
	return out
}

// TestHelp: every command says what it does and shows how.
func TestHelp(t *testing.T) {
	t.Parallel()
	p := place{t: t, dir: t.TempDir()}
	all := commands(t)
	groups := map[string]bool{}
	for _, name := range all {
		if group, _, ok := strings.Cut(name, " "); ok {
			groups[group] = true
		}
	}
	for _, name := range all {
		if _, ok := contract[name]; !ok && !groups[name] {
			t.Errorf("%s is a command that the contract does not know", name)
		}
		help := p.ok(append(strings.Fields(name), "--help")...).stdout
		if group := groups[name] && contract[name] == nil; !group && !strings.Contains(help, "Examples:\n") {
			t.Errorf("the help of %s has no example", name)
		}
	}
	for name := range contract {
		if !slices.Contains(all, name) {
			t.Errorf("there is no command %s", name)
		}
	}
}

// TestReadme: the README has every command and every key of the configuration.
func TestReadme(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil || !regexp.MustCompile(`(?m)^#+ Commands`).Match(raw) {
		t.Skip("README.md has no heading Commands yet")
	}
	text := string(raw)
	for _, name := range commands(t) {
		// A group may be named once, with its commands after it on the line.
		words := regexp.MustCompile("(?m)(`|sarsen )" + strings.Replace(name, " ", `\b.*[ `+"`"+`]`, 1) + `\b`)
		if !words.MatchString(text) {
			t.Errorf("the command %s is not in README.md", name)
		}
	}
	for _, key := range keysOf(reflect.TypeFor[config.Config]()) {
		if !strings.Contains(text, "`"+key+"`") && !strings.Contains(text, key+":") {
			t.Errorf("the configuration's %s is not in README.md", key)
		}
	}
	for _, code := range []string{"130", "wrong usage"} {
		if !strings.Contains(text, code) {
			t.Errorf("the exit codes are not in README.md: no %q", code)
		}
	}
}

// keysOf returns the YAML keys of a struct and of those in it.
func keysOf(typ reflect.Type) []string {
	var out []string
	for typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct {
		return nil
	}
	for field := range typ.Fields() {
		if key := field.Tag.Get("yaml"); key != "" && key != "-" {
			out = append(append(out, key), keysOf(field.Type)...)
		}
	}
	return out
}
