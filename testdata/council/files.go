package council

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
)

// make writes a document or sheet of a template into item and returns its
// bytes and file name.
func (m *maker) make(s *scene, t template, format string) (data []byte, name string, err error) {
	s.item.Kind, s.item.Format, s.item.Date = t.kind, format, s.date
	if format == "txt" || format == "csv" {
		s.coding = encodings[m.next["encoding"]%len(encodings)]
		m.next["encoding"]++
	}
	if format == "txt" || format == "pdf" {
		s.worn = m.next["worn"]%6 == 3
		m.next["worn"]++
	}
	s.sloppy = m.next["sloppy"]%4 == 1
	m.next["sloppy"]++
	if t.class == "sheet" {
		data, err = s.spreadsheet(t, format)
	} else {
		data, err = s.running(t, format)
	}
	if err != nil {
		return nil, "", err
	}
	s.field = "name"
	name = s.expand(t.name)
	s.field = ""
	for _, part := range t.about {
		s.item.About = append(s.item.About, s.who(part).ID)
	}
	s.finish()
	return data, name + "." + format, s.fault.err
}

// single writes one document to the share.
func (m *maker) single(r *random, t template) error {
	item := &Item{}
	format := m.format(t)
	data, name, err := m.make(m.scene(r, t, item), t, format)
	if err != nil {
		return fmt.Errorf("make %s as %s: %w", t.kind, format, err)
	}
	item.Path = m.path(t.dept.folder+"/"+t.folder, strings.TrimSuffix(name, "."+format), "."+format)
	m.items = append(m.items, item)
	m.done++
	return m.write(item.Path, data, item.Date)
}

// members makes n documents on one main resident, as an archive would hold.
func (m *maker) members(r *random, n int, container *Item, inside string) ([]member, []*Item, error) {
	var members []member
	var items []*Item
	var lead *Person
	for range n {
		t := m.template("document")
		item := &Item{Path: container.Path, MessageID: container.MessageID, Tags: []string{"nested"}}
		s := m.scene(r, t, item)
		if lead == nil {
			lead = s.who("s")
		}
		s.cast["s"] = lead
		data, name, err := m.make(s, t, pick(r, t.formats))
		if err != nil {
			return nil, nil, fmt.Errorf("make member: %w", err)
		}
		if slices.ContainsFunc(members, func(m member) bool { return m.name == name }) {
			continue
		}
		item.Part = inside + name
		members = append(members, member{name, data})
		items = append(items, item)
	}
	return members, items, nil
}

// archive writes a zip, one zip inside another, or a tar.gz.
func (m *maker) archive(r *random) error {
	d := pick(r, departments)
	kind := m.next["archive"] % 3
	m.next["archive"]++
	ext := ".zip"
	if kind == 2 {
		ext = ".tar.gz"
	}
	date := zipDate.AddDate(0, 0, r.below(700))
	box := &Item{Kind: "container", Format: ext[1:], Date: date}
	box.Path = m.path(d.folder+"/Archive", fmt.Sprintf("%s case files %d", d.name, date.Year()), ext)
	members, items, err := m.members(r, r.between(2, 4), box, "")
	if err != nil {
		return err
	}
	m.items = append(m.items, box)
	if kind == 1 {
		inner, innerItems, err := m.members(r, 2, box, "older.zip/")
		if err != nil {
			return err
		}
		data, err := zipped(inner)
		if err != nil {
			return err
		}
		members = append(members, member{"older.zip", data})
		items = append(items, &Item{Path: box.Path, Part: "older.zip", Kind: "container", Format: "zip", Date: date})
		items = append(items, innerItems...)
	}
	m.items = append(m.items, items...)
	m.done++
	pack := zipped
	if kind == 2 {
		pack = tarred
	}
	data, err := pack(members)
	if err != nil {
		return err
	}
	return m.write(box.Path, data, date)
}

// unreadable writes the next of the files that no reader can read.
func (m *maker) unreadable(r *random) error {
	list := []func(*random, *Item) ([]byte, error){
		m.encrypted,
		func(r *random, item *Item) ([]byte, error) {
			item.State, item.Format = "damaged", "docx"
			return m.truncated(r)
		},
		func(r *random, item *Item) ([]byte, error) {
			item.State, item.Format = "needs_ocr", "png"
			return photo(r)
		},
		func(r *random, item *Item) ([]byte, error) {
			item.State, item.Format = "needs_ocr", "pdf"
			return scannedPDF(byte(r.next())), nil
		},
		func(r *random, item *Item) ([]byte, error) {
			item.State, item.Format = "unsupported", "dat"
			return noise(r, 700), nil
		},
		func(_ *random, item *Item) ([]byte, error) { item.State, item.Format = "empty", "txt"; return nil, nil },
	}
	names := []string{"Confidential referral", "Assessment recovered", "Photo of damp in kitchen", "Scanned letter", "Legacy export", "New Text Document"}
	// Two of each round in turn, so that a small council has them all.
	for range 3 {
		n := m.next["unreadable"]
		m.next["unreadable"]++
		item := &Item{Kind: "unreadable", Date: zipDate.AddDate(0, 0, r.below(700))}
		data, err := list[n%len(list)](r, item)
		if err != nil {
			return err
		}
		item.Path = m.path(departments[n%len(departments)].folder+"/Scans and oddments", names[n%len(names)], "."+item.Format)
		at := len(m.items)
		m.items = append(m.items, item)
		if item.State == "encrypted" {
			m.items = slices.Insert(m.items, at+1, &Item{Path: item.Path, Part: "referral.txt", Kind: "unreadable", Format: "txt", State: "encrypted"})
		}
		m.done++
		if err := m.write(item.Path, data, item.Date); err != nil {
			return err
		}
	}
	return nil
}

// encrypted makes a zip of one letter that needs a password.
func (m *maker) encrypted(r *random, item *Item) ([]byte, error) {
	item.State, item.Format = "encrypted", "zip"
	const password = "Thornmere2024"
	if len(m.passwords) == 0 {
		m.passwords = []string{password}
	}
	s := m.scene(r, template{}, &Item{})
	text := s.expand("Referral for {s.full}, born {s.dob}, of {s.oneline}.\n")
	return encryptedZip([]member{{"referral.txt", []byte(text)}}, password, r)
}

func (m *maker) truncated(r *random) ([]byte, error) {
	t := m.templates["document"][0]
	data, err := docx(document{title: "Assessment", date: zipDate, blocks: m.scene(r, t, &Item{}).compose(t)})
	if err != nil {
		return nil, err
	}
	return data[:600], nil // before the text begins
}

// photo makes a picture without a word in it.
func photo(r *random) ([]byte, error) {
	img := image.NewGray(image.Rect(0, 0, 80, 60))
	cx, cy := r.between(20, 60), r.between(15, 45)
	for y := range 60 {
		for x := range 80 {
			dx, dy := x-cx, y-cy
			img.SetGray(x, y, color.Gray{Y: uint8(255 - min(200, (dx*dx+dy*dy)/8))})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("write picture: %w", err)
	}
	return b.Bytes(), nil
}

// noise is bytes of no known format.
func noise(r *random, n int) []byte {
	out := make([]byte, n)
	for i := range out {
		out[i] = byte(r.next() >> 7)
	}
	copy(out, "\x00\xfeLGCY\x01\x00")
	return out
}
