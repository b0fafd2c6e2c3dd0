package mapi

import (
	"bytes"
	"encoding/binary"
	"strings"
	"time"
	"unicode/utf16"
)

var contactLabels = []label{
	{"Title", Key{ID: 0x3A45}},
	{"First name", Key{ID: 0x3A06}},
	{"Middle name", Key{ID: 0x3A44}},
	{"Surname", Key{ID: 0x3A11}},
	{"Suffix", Key{ID: 0x3A05}},
	{"Nickname", Key{ID: 0x3A4F}},
	{"Initials", Key{ID: 0x3A0A}},
	{"Phonetic first name", named(SetAddress, 0x802C)},
	{"Phonetic surname", named(SetAddress, 0x802D)},
	{"Phonetic company", named(SetAddress, 0x802E)},
	{"File as", named(SetAddress, 0x8005)},
	{"Job title", Key{ID: 0x3A17}},
	{"Company", Key{ID: 0x3A16}},
	{"Department", Key{ID: 0x3A18}},
	{"Office", Key{ID: 0x3A19}},
	{"Profession", Key{ID: 0x3A46}},
	{"Manager", Key{ID: 0x3A4E}},
	{"Assistant", Key{ID: 0x3A30}},
	{"Business telephone", Key{ID: 0x3A08}},
	{"Business telephone 2", Key{ID: 0x3A1B}},
	{"Company telephone", Key{ID: 0x3A57}},
	{"Assistant's telephone", Key{ID: 0x3A2E}},
	{"Home telephone", Key{ID: 0x3A09}},
	{"Home telephone 2", Key{ID: 0x3A2F}},
	{"Mobile telephone", Key{ID: 0x3A1C}},
	{"Primary telephone", Key{ID: 0x3A1A}},
	{"Other telephone", Key{ID: 0x3A1F}},
	{"Car telephone", Key{ID: 0x3A1E}},
	{"Radio telephone", Key{ID: 0x3A1D}},
	{"Callback telephone", Key{ID: 0x3A02}},
	{"Pager", Key{ID: 0x3A21}},
	{"ISDN", Key{ID: 0x3A2D}},
	{"Telex", Key{ID: 0x3A2C}},
	{"Text telephone", Key{ID: 0x3A4B}},
	{"Business fax", Key{ID: 0x3A24}},
	{"Home fax", Key{ID: 0x3A25}},
	{"Other fax", Key{ID: 0x3A23}},
	{"Instant messaging", named(SetAddress, 0x8062)},
	{"Business home page", Key{ID: 0x3A51}},
	{"Home page", Key{ID: 0x3A50}},
	{"Web page", named(SetAddress, 0x802B)},
	{"FTP site", Key{ID: 0x3A4C}},
	{"Free/busy address", named(SetAddress, 0x80D8)},
	{"Account", Key{ID: 0x3A00}},
	{"Customer number", Key{ID: 0x3A4A}},
	{"Government identity number", Key{ID: 0x3A07}},
	{"Organisational identity number", Key{ID: 0x3A10}},
	{"Spouse", Key{ID: 0x3A48}},
	{"Children", Key{ID: 0x3A58}},
	{"Hobbies", Key{ID: 0x3A43}},
	{"Referred by", Key{ID: 0x3A47}},
	{"Language", Key{ID: 0x3A0C}},
	{"Location", Key{ID: 0x3A0D}},
	{"Computer network", Key{ID: 0x3A49}},
	{"Billing information", named(SetCommon, 0x8535)},
	{"Mileage", named(SetCommon, 0x8534)},
	{"Contacts", named(SetCommon, 0x853A)},
	{"User field 1", named(SetAddress, 0x804F)},
	{"User field 2", named(SetAddress, 0x8050)},
	{"User field 3", named(SetAddress, 0x8051)},
	{"User field 4", named(SetAddress, 0x8052)},
}

// postal are the addresses of a contact: the whole, then its elements.
var postal = []struct {
	name  string
	whole Key
	parts []Key
}{
	{"Business address", named(SetAddress, 0x801B), numbered(0x804A, 0x8045, 0x8046, 0x8047, 0x8048, 0x8049)},
	{"Home address", named(SetAddress, 0x801A), tagged(0x3A5E, 0x3A5D, 0x3A59, 0x3A5C, 0x3A5B, 0x3A5A)},
	{"Other address", named(SetAddress, 0x801C), tagged(0x3A64, 0x3A63, 0x3A5F, 0x3A62, 0x3A61, 0x3A60)},
	{"Postal address", Key{ID: 0x3A15}, tagged(0x3A2B, 0x3A29, 0x3A27, 0x3A28, 0x3A2A, 0x3A26)},
}

func numbered(numbers ...uint32) []Key {
	keys := make([]Key, len(numbers))
	for i, n := range numbers {
		keys[i] = named(SetAddress, n)
	}
	return keys
}

func tagged(ids ...uint16) []Key {
	keys := make([]Key, len(ids))
	for i, id := range ids {
		keys[i] = Key{ID: id}
	}
	return keys
}

// contact writes what a contact has beyond plain values.
func (w *writer) contact() {
	w.emails()
	for _, a := range postal {
		whole := w.text(a.whole)
		var lacking []string
		for _, key := range a.parts {
			if s := w.text(key); s != "" && !strings.Contains(strings.ToLower(whole), strings.ToLower(s)) {
				lacking = append(lacking, s)
			}
		}
		if a.name == "Postal address" && (whole != "" && w.isSaid(whole) || whole == "" && w.isSaid(strings.Join(lacking, ", "))) {
			continue
		}
		if whole != "" {
			lacking = append([]string{whole}, lacking...)
		}
		w.field(a.name, strings.Join(lacking, ", "))
	}
	w.day("Birthday", Key{ID: 0x3A42}, named(SetAddress, 0x80DE))
	w.day("Wedding anniversary", Key{ID: 0x3A41}, named(SetAddress, 0x80DF))
	w.field("Gender", w.enum(Key{ID: 0x3A4D}, map[int64]string{1: "female", 2: "male"}))
}

// emails writes the addresses of a contact, and of its fax machines.
func (w *writer) emails() {
	for _, at := range []uint32{0x8080, 0x8090, 0x80A0, 0x80B0, 0x80C0, 0x80D0} {
		display, original := w.text(named(SetAddress, at)), w.text(named(SetAddress, at+4))
		kind, address := w.text(named(SetAddress, at+2)), w.text(named(SetAddress, at+3))
		p := partyOf(display, kind, address, original)
		name := "E-mail"
		if at >= 0x80B0 {
			name = "Fax address"
		}
		if p.name != "" || p.smtp != "" {
			w.field(name, shown(p))
		}
		for _, s := range []string{original, p.ex} {
			if s != "" && !w.isSaid(s) {
				w.property("E-mail", s)
			}
		}
	}
}

// day writes a date without its time. Outlook keeps local midnight as UTC, so
// where only that is known it is rounded to the nearest midnight.
func (w *writer) day(name string, utc, local Key) {
	w.used[utc], w.used[local] = true, true
	t := w.m.Props.Time(local)
	if t.IsZero() {
		t = w.m.Props.Time(utc)
		if !t.IsZero() {
			t = t.Add(12 * time.Hour)
		}
	}
	if !t.IsZero() {
		w.field(name, t.Format("2 January 2006"))
	}
}

// members writes the members of a distribution list.
func (w *writer) members() {
	p := &w.m.Props
	seen := map[party]bool{}
	for _, key := range []Key{named(SetAddress, 0x8054), named(SetAddress, 0x8055), named(SetAddress, 0x8064)} {
		w.used[key] = true
		found, _ := p.Get(key)
		for _, value := range append(found.Values, found.Data) {
			for _, member := range oneOffs(p, value) {
				if !seen[member] {
					seen[member] = true
					w.field("Member", shown(member))
				}
			}
		}
	}
	if len(seen) == 0 && p.Has(named(SetAddress, 0x8055)) {
		w.out.Problem("distribution list: its members are kept elsewhere")
	}
}

// oneOffProvider marks an address that is written out inside an entry ID.
var oneOffProvider = []byte{0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19, 0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02}

// oneOffs returns the parties written out in entry IDs, alone or in a list, see
// [MS-OXCDATA] 2.2.5.1.
func oneOffs(p *Props, data []byte) []party {
	var out []party
	for {
		at := bytes.Index(data, oneOffProvider)
		if at < 0 {
			return out
		}
		data = data[at+len(oneOffProvider):]
		if len(data) < 4 {
			return out
		}
		wide := binary.LittleEndian.Uint16(data[2:])&0x8000 != 0
		rest := data[4:]
		var texts [3]string
		for i := range texts {
			texts[i], rest = terminated(p, rest, wide)
		}
		if m := partyOf(texts[0], texts[1], texts[2]); m.name != "" || m.smtp != "" {
			out = append(out, m)
		}
	}
}

// terminated reads a string that a zero ends.
func terminated(p *Props, data []byte, wide bool) (string, []byte) {
	if !wide {
		s, rest, _ := bytes.Cut(data, []byte{0})
		return p.decode(s, TypeString8), rest
	}
	var units []uint16
	for len(data) >= 2 {
		c := binary.LittleEndian.Uint16(data)
		data = data[2:]
		if c == 0 {
			break
		}
		units = append(units, c)
	}
	return string(utf16.Decode(units)), data
}
