package contact

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"sarsen/crawlers/documents"
)

// party writes somebody who takes part: name, address and what they answered.
func (p property) party() string {
	who := address(p.text())
	if strings.HasPrefix(strings.ToLower(who), "invalid:") {
		who = ""
	}
	if cn := oneLine(p.param("CN")); cn != "" && !strings.EqualFold(cn, who) {
		who = strings.TrimSpace(cn + " <" + who + ">")
		who = strings.TrimSuffix(who, " <>")
	}
	var notes []string
	if answer := strings.ToLower(p.param("PARTSTAT")); answer != "" && answer != "needs-action" {
		notes = append(notes, answer)
	}
	for _, l := range []struct{ param, label string }{
		{"SENT-BY", "sent by"}, {"DELEGATED-TO", "delegated to"}, {"DELEGATED-FROM", "delegated from"}, {"MEMBER", "member of"}, {"EMAIL", "at"}, {"LABEL", ""},
	} {
		for _, v := range p.params[l.param] {
			if v = address(oneLine(v)); v != "" && !strings.Contains(strings.ToLower(who), strings.ToLower(v)) {
				notes = append(notes, strings.TrimSpace(l.label+" "+v))
			}
		}
	}
	if len(notes) > 0 && who != "" {
		who += " (" + strings.Join(notes, "; ") + ")"
	}
	return who
}

// when writes dates and times as people do; what is none stays.
func when(p property) string {
	var out []string
	for value := range strings.SplitSeq(p.raw, ",") {
		value = strings.TrimSpace(value)
		start, end, period := strings.Cut(value, "/")
		s := readable(start, p.param("TZID"))
		if period {
			s += " to " + readable(end, p.param("TZID"))
		}
		out = append(out, s)
	}
	return joined(out, ", ")
}

func readable(value, zone string) string {
	t, timed, ok := moment(value)
	switch {
	case !ok:
		return oneLine(unescape(value))
	case !timed:
		return t.Format("2 January 2006")
	case strings.HasSuffix(value, "Z"):
		return t.Format("2 January 2006 15:04") + " UTC"
	case zone != "":
		return t.Format("2 January 2006 15:04") + " (" + oneLine(zone) + ")"
	}
	return t.Format("2 January 2006 15:04")
}

// moment reads a date, with a time or without.
func moment(value string) (t time.Time, timed, ok bool) {
	value = strings.TrimSpace(value)
	for _, form := range []string{"20060102T150405Z", "20060102T150405", "2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05", "20060102T150405-0700", "20060102T1504"} {
		if t, err := time.Parse(form, value); err == nil && t.Year() >= 1800 {
			return t.UTC(), true, true
		}
	}
	for _, form := range []string{"20060102", "2006-01-02"} {
		if t, err := time.Parse(form, value); err == nil && t.Year() >= 1800 {
			return t, false, true
		}
	}
	return time.Time{}, false, false
}

// content returns what is written out in the file: in base64, or as a data URL.
func (p property) content() ([]byte, bool) {
	if len(p.data) > 0 {
		return p.data, true
	}
	rest, ok := strings.CutPrefix(p.raw, "data:")
	if !ok {
		return nil, false
	}
	head, body, ok := strings.Cut(rest, ",")
	if !ok || !strings.HasSuffix(strings.TrimSpace(head), ";base64") {
		return nil, false
	}
	data := decodeBase64([]byte(body))
	return data, len(data) > 0
}

// part notes content as a part and returns its name. Text that was encoded
// needlessly is the value itself.
func (w *writer) part(p property, data []byte) string {
	switch p.name {
	case "PHOTO", "LOGO", "SOUND", "KEY", "ATTACH", "IMAGE", "X-MS-CARDPICTURE", "AGENT":
	default:
		return oneLine(documents.Decode(data, p.param("CHARSET")))
	}
	w.parts++
	label := ""
	for _, param := range []string{"X-FILENAME", "FILENAME", "X-APPLE-FILENAME", "X-ORACLE-FILENAME"} {
		if label == "" {
			label = oneLine(p.param(param))
		}
	}
	if label == "" {
		label = fmt.Sprintf("%s %d%s", strings.ToLower(named(p.name)), w.parts, ending(p))
	}
	w.out.Part(label, "", func() (io.ReadCloser, error) { return content{bytes.NewReader(data)}, nil })
	return label
}

// content can be read in place.
type content struct{ *bytes.Reader }

// Close implements [io.Closer]; there is nothing to close.
func (content) Close() error { return nil }

// ending returns the ending of a file of the type that is declared.
func ending(p property) string {
	declared := strings.ToLower(strings.Join(append(p.params["TYPE"], p.params["MEDIATYPE"]...), " "))
	for _, e := range []struct{ sign, ending string }{{"jpeg", ".jpg"}, {"jpg", ".jpg"}, {"png", ".png"}, {"gif", ".gif"}, {"bmp", ".bmp"}, {"wav", ".wav"}, {"ogg", ".ogg"}} {
		if strings.Contains(declared, e.sign) {
			return e.ending
		}
	}
	return ""
}

// fromHTML reads a description in HTML.
func (w *writer) fromHTML(p property) string {
	text := unescape(p.raw)
	if w.html == nil || !strings.EqualFold(p.param("FMTTYPE"), "text/html") {
		return oneLine(text)
	}
	inner := documents.NewBuilder(0, nil)
	in := documents.Input{Content: strings.NewReader(text), Size: int64(len(text)), MediaType: "text/html; charset=utf-8"}
	if err := w.html.Read(w.ctx, in, inner); err != nil {
		w.out.Problem("calendar: a description in HTML could not be read in full")
	}
	return oneLine(inner.Result().Item.Text)
}

// oneLine puts a value on one line.
func oneLine(s string) string {
	s = documents.Normalise(s)
	if strings.Contains(s, "\n") {
		lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' })
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		s = joined(lines, " / ")
	}
	return strings.Join(strings.Fields(s), " ")
}
