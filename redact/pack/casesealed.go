package pack

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// sealedName is the withheld set's file in a case file: a zip, encrypted.
const sealedName = "withheld.age"

// sealedSet says what went into the withheld set, by item ID.
type sealedSet struct {
	originals map[string]string // path of the original
	texts     map[string]string // path of the text
	notes     map[string]string // why there is no original
	bytes     int64             // of the originals
}

// seal writes the withheld set, which a court may inspect (DPA 2018 s.180A):
// the originals of what was withheld in whole or in part, their texts, every
// withheld place with its text, and all that the open part only shows masked.
// It goes from memory through the encryption to the disk, item by item.
func (c *caseFile) seal(ctx context.Context) (sealedSet, error) {
	set := sealedSet{originals: map[string]string{}, texts: map[string]string{}, notes: map[string]string{}}
	err := c.out.create(sealedName, func(w io.Writer) error {
		encrypted, err := c.in.Seal(w)
		if err != nil {
			return err
		}
		z := newSealed(encrypted, c.in.Request.Made)
		return errors.Join(c.fill(ctx, z, &set), z.close(), encrypted.Close())
	})
	return set, err
}

func (c *caseFile) fill(ctx context.Context, z *sealedZip, set *sealedSet) error {
	for _, e := range c.plan.entries {
		if e.disposition != Withheld && e.disposition != Part {
			continue
		}
		if err := c.sealItem(ctx, z, e, set); err != nil {
			return err
		}
	}
	withheld := c.withheldTable()
	tables := []*table{withheld, c.items(*set, true), caseDecisions(c.in.Decisions), caseSearches(c.in.Searches)}
	for _, t := range tables {
		data, err := t.bytes()
		if err != nil {
			return err
		}
		if err := z.write(t.path, data); err != nil {
			return err
		}
	}
	var all bytes.Buffer
	enc := json.NewEncoder(&all)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(map[string]any{"request": c.in.Request.ID, "withheld": withheld.objects().Rows}); err != nil {
		return err
	}
	return errors.Join(z.write("withheld.json", all.Bytes()), z.write("index.html", c.sealedPage(tables, *set)))
}

// sealItem writes an item's original and its text. An original that cannot be
// had is noted: the text and the places are there all the same.
func (c *caseFile) sealItem(ctx context.Context, z *sealedZip, e *entry, set *sealedSet) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	text := fmt.Sprintf("texts/%04d.txt", e.number)
	if err := z.write(text, []byte(e.Text)); err != nil {
		return err
	}
	set.texts[e.ID] = text
	if e.Open == nil {
		set.notes[e.ID] = "The original is not in the hold, and so not in the sealed set"
		return nil
	}
	data, err := e.Open()
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		set.notes[e.ID] = "The original could not be taken out of the hold, and is not in the sealed set"
		return nil
	}
	at := c.in.Places[e.ID]
	name := fmt.Sprintf("originals/%04d%s", e.number, ending(at.Part, at.Path))
	set.originals[e.ID] = name
	set.bytes += int64(len(data))
	return z.write(name, data)
}

var plainEnding = regexp.MustCompile(`^\.[a-z0-9]{1,8}$`)

// ending is that of the innermost name, as far as it is one.
func ending(names ...string) string {
	for _, n := range names {
		if n == "" {
			continue
		}
		if ext := strings.ToLower(path.Ext(n)); plainEnding.MatchString(ext) {
			return ext
		}
		break
	}
	return ".bin"
}

// withheldTable is the redaction log with the text.
func (c *caseFile) withheldTable() *table {
	t := &table{path: "withheld.csv", title: "Everything that was withheld, with its text", fields: append(removedFields(),
		field{"text", "string", "What was withheld; of a whole item or page see its text and original"})}
	for _, r := range c.removed {
		text := r.text
		if r.position == "item" || r.position == "page" {
			text = ""
		}
		t.add(append(r.cells(), text)...)
	}
	return t
}

// sealedZip writes a zip with a manifest. A zip opens on any desktop, once it
// is decrypted.
type sealedZip struct {
	z    *zip.Writer
	sums *folder
	made time.Time
}

func newSealed(w io.Writer, made time.Time) *sealedZip {
	return &sealedZip{z: zip.NewWriter(w), sums: newFolder(""), made: made}
}

func (s *sealedZip) write(name string, data []byte) error {
	w, err := s.z.CreateHeader(member(name, s.made))
	if err != nil {
		return fmt.Errorf("seal %s: %w", name, err)
	}
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("seal %s: %w", name, err)
	}
	s.sums.note(name, data)
	return nil
}

func (s *sealedZip) close() error {
	return errors.Join(s.write(manifestName, s.sums.list()), s.z.Close())
}

// sealedPage is the page to begin with in the sealed set.
func (c *caseFile) sealedPage(tables []*table, set sealedSet) []byte {
	var p page
	p.begin("Withheld from request "+c.in.Request.ID, "", c.in.Draft)
	p.raw("<main id=\"content\" tabindex=\"-1\">\n")
	p.heading(1, "", "What was withheld from request "+c.in.Request.ID)
	p.raw("<p class=\"draft\" role=\"note\">For a court, the Information Commissioner and the council's own lawyers. It must not be sent to the requester.</p>\n")
	p.el("p", "This is everything that "+c.plan.council()+" withheld: the originals of the items that were withheld in whole or in part, their texts, and each withheld place with the reason. The numbers are those of the pack's schedule. “start” and “end” count the bytes of the text from 0.")
	p.el("p", strconv.Itoa(len(set.originals))+" originals, "+strconv.Itoa(len(set.texts))+" texts, "+strconv.Itoa(len(c.removed))+" withheld places.")
	p.heading(2, "", "Files")
	p.raw("<ul>\n")
	for _, e := range c.plan.entries {
		if text := set.texts[e.ID]; text != "" {
			p.raw("<li>")
			p.text(fmt.Sprintf("Item %d (%s): ", e.number, e.disposition))
			if o := set.originals[e.ID]; o != "" {
				p.raw(`<a href="` + o + `">original</a>, `)
			}
			p.raw(`<a href="` + text + `">text</a> `)
			p.text(set.notes[e.ID])
			p.raw("</li>\n")
		}
	}
	p.raw("</ul>\n")
	for _, t := range tables {
		p.table(t)
	}
	p.raw("</main>\n")
	return p.end(c.in.Draft)
}
