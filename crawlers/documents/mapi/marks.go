package mapi

import (
	"encoding/binary"
	"strings"
)

// marks writes what people have put on an item: categories, flags, votes.
func (w *writer) marks() {
	p := &w.m.Props
	w.field("Importance", w.enum(Key{ID: 0x0017}, map[int64]string{0: "low", 2: "high"}))
	w.field("Sensitivity", w.enum(Key{ID: 0x0036}, map[int64]string{1: "personal", 2: "private", 3: "confidential"}))
	w.field("Categories", w.text(Categories))
	if request := w.text(named(SetCommon, 0x8530)); request != "" && !w.isSaid(request) {
		w.field("Flag", request)
	}
	if status := (Key{ID: 0x1090}); p.Has(status) {
		w.time("Flag start", named(SetCommon, 0x8516))
		w.time("Flag due", named(SetCommon, 0x8517))
		w.time("Flag completed", Key{ID: 0x1091})
	}
	if p.Bool(named(SetCommon, 0x8503)) {
		w.time("Reminder", named(SetCommon, 0x8502))
	}
	w.field("Voted", w.text(named(SetCommon, 0x8524)))
	if options := verbs(p.Bytes(named(SetCommon, 0x8520))); len(options) > 0 {
		w.field("Voting options", strings.Join(options, "; "))
	}
	w.tracking()
	if n, ok := p.Int(MessageFlags); ok && n&FlagUnsent != 0 && w.kind.mail {
		w.field("Status", "draft, not sent")
	}
}

// time writes a time in a field.
func (w *writer) time(name string, key Key) {
	w.used[key] = true
	if t := w.m.Props.Time(key); !t.IsZero() {
		w.field(name, clock(t))
	}
}

// tracking writes what recipients of a sent message answered or had happen.
func (w *writer) tracking() {
	for i := range w.m.Recipients {
		p := &w.m.Recipients[i]
		var notes []string
		for _, key := range []Key{{ID: 0x0C1B}, {ID: 0x1001}, {ID: 0x3004}} {
			if s := oneLine(p.Text(key)); s != "" {
				notes = append(notes, s)
			}
		}
		if n, ok := p.Int(TrackStatus); ok && w.kind.mail {
			if s := answers[n]; s != "" {
				notes = append(notes, s)
			}
		}
		if len(notes) > 0 {
			w.field("Tracking", shown(recipient(p))+": "+strings.Join(notes, "; "))
		}
	}
}

// answers are the values of [TrackStatus] that are worth saying.
var answers = map[int64]string{2: "tentative", 3: "accepted", 4: "declined", 5: "not answered"}

// shown writes a party as people read it.
func shown(p party) string {
	switch {
	case p.name == "" || strings.EqualFold(p.name, p.smtp):
		return p.smtp
	case p.smtp == "":
		return p.name
	}
	return p.name + " <" + p.smtp + ">"
}

// verbs returns the voting options in a verb stream, see [MS-OXOMSG] 2.2.1.74.
func verbs(data []byte) []string {
	const vote = 4
	r := &fields{data: data}
	r.bytes(2)
	var out []string
	for range min(r.uint32(), 100) {
		kind := r.uint32()
		name := r.bytes(int(r.byte()))
		r.bytes(int(r.byte())) // message class
		r.bytes(int(r.byte()))
		r.bytes(int(r.byte())) // the name again
		r.bytes(4 + 1 + 4 + 4 + 4 + 4 + 4 + 4)
		if kind == vote && len(name) > 0 {
			out = append(out, strings.ToValidUTF8(string(name), "?"))
		}
	}
	return out
}

// fields reads little-endian fields; past the end everything is empty.
type fields struct{ data []byte }

func (f *fields) bytes(n int) []byte {
	n = min(max(n, 0), len(f.data))
	b := f.data[:n]
	f.data = f.data[n:]
	return b
}

func (f *fields) byte() byte {
	if b := f.bytes(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

func (f *fields) uint32() uint32 {
	if b := f.bytes(4); len(b) == 4 {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}
