package pack

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sarsen/redact"
)

func caseRequest(r Request) *table {
	t := &table{path: "request.csv", title: "The request", fields: []field{
		{"id", "string", "ID of the request"},
		{"right", "string", "What was asked for"},
		{"subject", "string", "Whom it is about"},
		{"jurisdiction", "string", "Whose courts and holidays apply"},
		{"received", "date", "When it was received"},
		{"due", "date", "When the answer was due"},
		{"made", "date", "Date of the pack"},
	}}
	t.add(r.ID, r.Right, r.Subject, r.Jurisdiction, date(r.Received), date(r.Due), date(r.Made))
	return t
}

// tables are those of the open part.
func (c *caseFile) tables(sealed sealedSet) ([]*table, error) {
	sent, err := c.sent()
	return []*table{
		caseRequest(c.in.Request), c.account(), caseCoverage(c.in.Sources), caseSearches(c.in.Searches), c.items(sealed, false), c.redactionLog(),
		caseDecisions(c.in.Decisions), c.release(), c.verification(), c.checksums(), sent, caseHandovers(c.in.Handovers), caseGates(c.in.Gates), c.versions(),
	}, err
}

// account is what became of all that was found; the figures add up.
func (c *caseFile) account() *table {
	t := &table{path: "account.csv", title: "What became of all that was found", fields: []field{
		{"figure", "string", "What is counted"},
		{"count", "integer", "How many"},
		{"sum", "string", "What it is the sum of"},
	}}
	s := c.plan.summary()
	add := func(figure string, n int, sum string) { t.add(figure, strconv.Itoa(n), sum) }
	found := max(c.in.Found, s.Items)
	add("items found", found, "items in the schedule + items left out")
	add("items left out", found-s.Items, "")
	add("items in the schedule", s.Items, "in full + in part + withheld + duplicates")
	add("in full", s.Disclosed, "")
	add("in part", s.Part, "")
	add("withheld", s.Withheld, "")
	add("duplicates", s.Duplicate, "")
	add("entries of the redaction log", len(c.removed), "texts + names + areas + pages + items")
	at := map[string]int{}
	undecided := 0
	for _, r := range c.removed {
		at[r.position]++
		if r.by == "" {
			undecided++
		}
	}
	for _, position := range []string{"text", "name", "area", "page", "item"} {
		add(position+"s", at[position], "")
	}
	add("entries without a decision of an officer", undecided, "")
	add("values that could only be masked where they are marked", c.in.NotSearched, "")
	add("values withheld in one place and disclosed in another", c.in.Mixed, "")
	return t
}

// items lists the items. Where a whole item is withheld its path is told in the
// sealed set only.
func (c *caseFile) items(sealed sealedSet, open bool) *table {
	t := &table{path: "items.csv", title: "The items and where they were found", fields: []field{
		{"number", "integer", "Number of the item in the pack"},
		{"item", "string", "ID of the item"},
		{"source", "string", "Name of the source"},
		{"path", "string", "Outermost file, relative to the source"},
		{"part", "string", "Place inside the file"},
		{"sha256", "string", "Checksum of the held original"},
		{"disposition", "string", "disclosed, part, withheld or duplicate"},
		{"duplicate_of", "integer", "Number of the item that was given in its place"},
		{"code", "string", "Grounds in law"},
		{"note", "string", "What the pack says besides"},
		{"added_by", "string", "Who added the item, or something to it, by hand; empty where nobody did"},
		{"added_at", "string", "When, UTC"},
		{"sealed", "string", "File of the original in the sealed set"},
		{"sealed_text", "string", "File of its text in the sealed set"},
	}}
	for _, e := range c.plan.entries {
		at := c.in.Places[e.ID]
		if at.Source == "" {
			at.Source = e.Source
		}
		if e.Withheld && !open {
			at.Path, at.Part = redact.Mask, ""
		}
		note := strings.Join(slices.DeleteFunc([]string{e.note, sealed.notes[e.ID]}, func(s string) bool { return s == "" }), ". ")
		t.add(strconv.Itoa(e.number), e.ID, at.Source, at.Path, at.Part, at.SHA256, string(e.disposition), number(e.original), strings.Join(e.codes, "; "), note,
			e.AddedBy, instant(e.AddedAt), sealed.originals[e.ID], sealed.texts[e.ID])
	}
	return t
}

func caseCoverage(sources []Source) *table {
	t := &table{path: "coverage.csv", title: "What was searched: seen = read + unread + difference", fields: []field{
		{"source", "string", "Name of the source"},
		{"location", "string", "Where it lies"},
		{"searched", "string", "When, UTC"},
		{"seen", "integer", "Items seen"},
		{"read", "integer", "Items read, in full or in part, or empty"},
		{"partial", "integer", "Of these read in part"},
		{"unread", "integer", "Items not read"},
		{"difference", "integer", "Always 0, or the account of the source is wrong"},
		{"reasons", "string", "Items not read, by state"},
	}}
	total := Source{Name: "all"}
	left := 0
	for _, s := range sources {
		unread := 0
		var reasons []string
		for _, state := range sortedKeys(s.Unread) {
			unread += s.Unread[state]
			reasons = append(reasons, fmt.Sprintf("%s %d", state, s.Unread[state]))
		}
		t.add(s.Name, s.Location, instant(s.Searched), strconv.Itoa(s.Seen), strconv.Itoa(s.Read), strconv.Itoa(s.Partial),
			strconv.Itoa(unread), strconv.Itoa(s.Seen-s.Read-unread), strings.Join(reasons, "; "))
		total.Seen, total.Read, total.Partial, left = total.Seen+s.Seen, total.Read+s.Read, total.Partial+s.Partial, left+unread
	}
	t.add(total.Name, "", "", strconv.Itoa(total.Seen), strconv.Itoa(total.Read), strconv.Itoa(total.Partial), strconv.Itoa(left), strconv.Itoa(total.Seen-total.Read-left), "")
	return t
}

func caseSearches(searches []Search) *table {
	t := &table{path: "searches.csv", title: "The searches that were run", fields: []field{
		{"number", "integer", "In the order they were run"},
		{"query", "string", "In the search language"},
		{"note", "string", "Who added it or left it out; empty for what the profile gives"},
	}}
	for i, q := range searches {
		t.add(strconv.Itoa(i+1), q.Query, q.Note)
	}
	return t
}

func caseDecisions(decisions []redact.Decision) *table {
	t := &table{path: "decisions.csv", title: "Every decision, in order", fields: []field{
		{"id", "integer", "Rises with every decision"},
		{"target", "string", "Item, person, mark or area"},
		{"verdict", "string", "disclose, withhold or open"},
		{"code", "string", "Ground in law"},
		{"reason", "string", "As the officer gave it"},
		{"by", "string", "Who decided"},
		{"at", "string", "When, UTC"},
		{"undone", "boolean", "Whether it was taken back"},
	}}
	for _, d := range decisions {
		t.add(strconv.FormatInt(d.ID, 10), d.Target, string(d.Verdict), d.Code, d.Reason, d.By, instant(d.At), strconv.FormatBool(d.Undone))
	}
	return t
}

func (c *caseFile) release() *table {
	t := &table{path: "release.csv", title: "The second person's word", fields: []field{
		{"by", "string", "Who released it"},
		{"at", "string", "When, UTC"},
		{"state", "string", "released, or draft: nobody has"},
	}}
	if c.in.ReleasedBy == "" {
		t.add("", "", "draft")
	} else {
		t.add(c.in.ReleasedBy, instant(c.in.ReleasedAt), "released")
	}
	return t
}

// verification is what the verifier said of the finished pack.
func (c *caseFile) verification() *table {
	t := &table{path: "verification.csv", title: "How the finished pack was checked", fields: []field{
		{"what", "string", "What was checked, found or not checked"},
		{"result", "string", "What came of it"},
	}}
	t.add("pack", map[bool]string{true: "sound", false: "not sound"}[c.in.Report.OK])
	t.add("files opened again", strconv.Itoa(c.in.Report.Files))
	t.add("searched for the withheld values", map[bool]string{true: "yes", false: "no"}[c.in.Report.WithheldChecked])
	for _, f := range c.in.Report.Findings {
		t.add("finding in "+f.File+", "+f.Layer, string(f.Kind)+": "+f.Detail)
	}
	for _, s := range c.in.Report.Skipped {
		t.add("not checked, since a program was missing", s)
	}
	return t
}

// checksums are those of the pack that went out.
func (c *caseFile) checksums() *table {
	t := &table{path: "pack.csv", title: "Checksums of the pack", fields: []field{
		{"file", "string", "File of the pack"},
		{"sha256", "string", "Its checksum"},
	}}
	for _, name := range slices.Sorted(maps.Keys(c.in.Built.Checksums)) {
		t.add(name, c.in.Built.Checksums[name])
	}
	return t
}

// sent are the zips and locked files that went out. A pack that is a folder has
// none: its manifest says it all.
func (c *caseFile) sent() (*table, error) {
	t := &table{path: "sent.csv", title: "The files that went out", fields: []field{
		{"file", "string", "Name of the file"},
		{"bytes", "integer", "How long it is"},
		{"sha256", "string", "Its checksum"},
	}}
	for i, path := range c.in.Built.staged {
		info, err := os.Stat(path)
		if err != nil {
			return nil, fmt.Errorf("read what goes out: %w", err)
		}
		if info.IsDir() || i >= len(c.in.Built.Files) {
			continue
		}
		sum, err := sumOf(path)
		if err != nil {
			return nil, fmt.Errorf("read what goes out: %w", err)
		}
		t.add(filepath.Base(c.in.Built.Files[i]), strconv.FormatInt(info.Size(), 10), sum)
	}
	return t, nil
}

func caseHandovers(all []Handover) *table {
	t := &table{path: "handovers.csv", title: "What was handed over, to whom and on whose authority", fields: []field{
		{"to", "string", "The person, or the organisation they named"},
		{"recipient", "string", "Who received it, or the address it went to"},
		{"authority", "string", "What the person signed, and when"},
		{"method", "string", "How it was sent"},
		{"manifest_sha256", "string", "Checksum of the pack's manifest"},
		{"files", "integer", "Files of the pack"},
		{"rows", "integer", "Rows of data in it"},
		{"by", "string", "Who recorded it"},
		{"at", "string", "When, UTC"},
	}}
	for _, h := range all {
		t.add(h.To, h.Recipient, h.Authority, h.Method, h.Manifest, strconv.Itoa(h.Files), strconv.Itoa(h.Rows), h.By, instant(h.At))
	}
	return t
}

func caseGates(all []Gate) *table {
	t := &table{path: "gates.csv", title: "What the law asks of health, social work and other protected data, and how it was answered", fields: []field{
		{"gate", "string", "Name of the question"},
		{"asks", "string", "What has to be answered"},
		{"item", "string", "ID of the item that raised it"},
		{"speaks_of", "string", "What its words speak of"},
		{"places", "integer", "How many places of it"},
		{"state", "string", "answered or open"},
		{"answer", "string", "How it was answered, in the officer's words"},
		{"by", "string", "Who said so"},
		{"at", "string", "When, UTC"},
	}}
	for _, g := range all {
		state := "answered"
		if g.Answer == "" {
			state = "open"
		}
		t.add(g.Name, g.Asks, g.Item, strings.Join(g.Categories, "; "), strconv.Itoa(g.Cues), state, g.Answer, g.By, instant(g.At))
	}
	return t
}

func (c *caseFile) versions() *table {
	t := &table{path: "versions.csv", title: "What it was made with", fields: []field{
		{"name", "string", "Program, format or rules"},
		{"version", "string", "Version"},
	}}
	t.add("format of the pack", strconv.Itoa(FormatVersion))
	for _, v := range c.in.Versions {
		t.add(v[0], v[1])
	}
	return t
}
