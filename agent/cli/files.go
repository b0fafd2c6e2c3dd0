package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"sarsen/agent/config"
	"sarsen/agent/service"
	"sarsen/crawlers/documents"
	"sarsen/redact"
)

// tools runs fn with the tools for single files. A configuration is used when
// one is named or found, and not needed; one that was named must be readable.
func (a *app) tools(fn func(*service.Tools) error) (err error) {
	cfg, err := a.config()
	switch {
	case errors.Is(err, config.ErrNone):
		cfg = config.Default("")
	case err != nil:
		return err
	}
	t, err := service.NewTools(cfg, a.Worker, a.Now())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.Close()) }()
	return fn(t)
}

func (a *app) extractCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "extract FILE",
		Short: "The text and parts of one file, as a crawl sees it",
		Long: `Prints what a crawl would read of the file and of everything in it. Where it gave
nothing, the state says why. Ends with 3 when something was not read.`,
		Example: "  sarsen extract letter.docx\n  sarsen extract mail.eml --json",
		Args:    args("FILE"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.tools(func(t *service.Tools) error { return a.extract(c, t, given[0]) })
		},
	}
}

func (a *app) extract(c *cobra.Command, t *service.Tools, name string) error {
	unread := false
	err := t.Extract(c.Context(), a.path(name), func(i documents.Item) error {
		unread = unread || !i.State.Read()
		if a.json {
			return a.emit(extractJSON(name, i))
		}
		head := name
		if i.Part != "" {
			head += " › " + i.Part
		}
		a.say("── %s", oneLine(head))
		reason := string(i.State)
		if i.Reason != "" {
			reason += ": " + i.Reason
		}
		a.say("   %s, %s", i.MediaType, reason)
		for _, f := range [][2]string{{"title", i.Title}, {"author", i.Author}, {"created", stamp(i.Created)}, {"modified", stamp(i.Modified)}} {
			if f[1] != "" {
				a.say("   %s: %s", f[0], oneLine(f[1]))
			}
		}
		if i.Text != "" {
			_, err := fmt.Fprintf(a.Stdout, "\n%s\n\n", printable(i.Text))
			return err
		}
		return nil
	})
	if err != nil {
		return err
	}
	if unread {
		return errExit(exitUnread)
	}
	return nil
}

func extractJSON(name string, i documents.Item) map[string]any {
	return map[string]any{
		"path": name, "part": i.Part, "media_type": i.MediaType, "title": i.Title, "author": i.Author, "created": stamp(i.Created),
		"modified": stamp(i.Modified), "state": i.State, "reason": i.Reason, "pages": i.Pages, "text": i.Text, "bounds": bounds(i), "sha256": i.SHA256, "size": i.Size,
	}
}

// bounds are never null.
func bounds(i documents.Item) []documents.Bound {
	if i.Bounds == nil {
		return []documents.Bound{}
	}
	return i.Bounds
}

// extensions are the endings that fit a redacted copy.
var extensions = map[string][]string{
	"application/pdf": {".pdf"}, "text/html": {".html", ".htm"}, "text/csv": {".csv"}, "text/plain": {".txt", ".text", ".md", ".log"},
}

// printable keeps a document's control characters from the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, s)
}

func (a *app) detectCommand() *cobra.Command {
	lines := false
	c := &cobra.Command{
		Use:   "detect FILE|- ...",
		Short: "Personal data in files, or in a text from standard input",
		Long: `Lists names, addresses, identifiers and other personal data with their places in
bytes; ends with 3 when something was not read. With --lines, standard input holds
one JSON object {"id","text"} a line, and each is answered with one line
{"id","spans"}.`,
		Example: "  sarsen detect letter.docx\n  echo 'Ring Ann Example on 01632 960123' | sarsen detect - --json",
		RunE: func(c *cobra.Command, names []string) error {
			if lines {
				if len(names) > 1 {
					return usage("%q is one argument too many", names[1])
				}
				return a.tools(func(t *service.Tools) error { return a.detectLines(t, names) })
			}
			if len(names) == 0 {
				return usage("FILE is missing; - stands for standard input")
			}
			return a.tools(func(t *service.Tools) error { return a.detect(c, t, names) })
		},
	}
	c.Flags().BoolVar(&lines, "lines", false, `read {"id","text"} a line, answer {"id","spans"} a line`)
	return c
}

func (a *app) detect(c *cobra.Command, t *service.Tools, names []string) error {
	unread := false
	for _, name := range names {
		if name == "-" {
			raw, err := io.ReadAll(a.Stdin)
			if err != nil {
				return fmt.Errorf("read standard input: %w", err)
			}
			if !utf8.Valid(raw) {
				return errors.New("standard input is not UTF-8 text; give a document by its file name")
			}
			if err := a.sayFound(name, "", len(names) > 1, t.Detect(string(raw), nil)); err != nil {
				return err
			}
			continue
		}
		err := t.Extract(c.Context(), a.path(name), func(i documents.Item) error {
			if !i.State.Read() {
				unread = true
				a.remark("%s: %s: %s", oneLine(place(name, i.Part)), i.State, i.Reason)
			}
			return a.sayFound(name, i.Part, len(names) > 1, t.Detect(i.Text, i.Bounds))
		})
		if err != nil {
			return err
		}
	}
	if unread {
		return errExit(exitUnread)
	}
	return nil
}

func (a *app) sayFound(name, part string, several bool, found []redact.Found) error {
	for _, f := range found {
		if !a.json {
			a.say("%7d %7d  %-15s %.2f  %s  (%s)", f.Start, f.End, f.Kind, f.Score, oneLine(f.Text), f.Reason)
			continue
		}
		line := map[string]any{"start": f.Start, "end": f.End, "text": f.Text, "kind": f.Kind, "score": f.Score, "reason": f.Reason}
		if several {
			line["input"] = name
		}
		if part != "" {
			line["part"] = part
		}
		if err := a.emit(line); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) detectLines(t *service.Tools, names []string) error {
	in := a.Stdin
	if len(names) == 1 && names[0] != "-" {
		raw, err := a.readAll(names[0])
		if err != nil {
			return fmt.Errorf("read %s: %w", names[0], err)
		}
		in = bytes.NewReader(raw)
	}
	r := bufio.NewReaderSize(in, 1<<20)
	for n := 1; ; n++ {
		raw, readErr := r.ReadBytes('\n')
		if readErr != nil && !errors.Is(readErr, io.EOF) {
			return fmt.Errorf("read line %d: %w", n, readErr)
		}
		if raw = bytes.TrimSpace(raw); len(raw) > 0 {
			var line struct {
				ID   json.RawMessage `json:"id"`
				Text string          `json:"text"`
			}
			if raw[0] == '"' { // a bare string has its number for an ID
				line.ID = json.RawMessage(fmt.Sprint(n))
				if err := json.Unmarshal(raw, &line.Text); err != nil {
					return usage("line %d is not JSON", n)
				}
			} else if err := json.Unmarshal(raw, &line); err != nil {
				return usage("line %d is not a JSON object {\"id\",\"text\"}", n)
			}
			spans := t.Detect(line.Text, nil)
			if spans == nil {
				spans = []redact.Found{}
			}
			if err := a.emit(map[string]any{"id": line.ID, "spans": spans}); err != nil {
				return err
			}
		}
		if readErr != nil {
			return nil
		}
	}
}

func (a *app) redactCommand() *cobra.Command {
	out := ""
	var terms []string
	c := &cobra.Command{
		Use:   "redact FILE -o OUT --term T ...",
		Short: "A redacted copy of one file",
		Long: `Writes a copy of FILE in which the terms cannot be read: whole words, in any case,
with or without accents, also over line breaks. The copy is built anew: a PDF, a
scan or a picture becomes pages with boxes burnt in and a text layer of what
remains, and so does a Word, OpenDocument, RTF or HTML document or a presentation
when OUT ends in .pdf and LibreOffice is installed; a text stays text, a table
becomes CSV, everything else, and whatever OUT ends in .html, a page of HTML. It is
opened again and searched; nothing is written when a term is still there.`,
		Example: `  sarsen redact letter.pdf -o letter-redacted.pdf --term "Ann Example" --term "01632 960123"
  sarsen redact report.docx -o report-redacted.pdf --term "Ann Example"`,
		Args: args("FILE"),
		RunE: func(c *cobra.Command, given []string) error {
			if out == "" {
				return usage("-o OUT is missing")
			}
			if len(terms) == 0 {
				return usage("--term is missing: what shall be redacted?")
			}
			for _, t := range terms {
				if strings.TrimSpace(t) == "" {
					return usage("--term is empty: what shall be redacted?")
				}
			}
			return a.tools(func(t *service.Tools) error {
				if cfg, err := a.config(); err == nil {
					if err := service.Outside(cfg, a.path(out)); err != nil {
						return err
					}
				}
				r, err := t.Redact(c.Context(), a.path(given[0]), a.path(out), terms, nil)
				if err != nil {
					return err
				}
				return a.sayRedacted(r, out)
			})
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "`file` to write")
	c.Flags().StringArrayVar(&terms, "term", nil, "`text` to redact; may be repeated")
	return c
}
