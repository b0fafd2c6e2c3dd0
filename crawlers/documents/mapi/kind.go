package mapi

import "strings"

// A kind is what is special about items of some message classes.
type kind struct {
	mail    bool // has the header of a message
	heading string
	title   Key
	labels  []label
	more    func(*writer) // writes what is no plain value
}

// A label is how a property is called in the text.
type label struct {
	name string
	key  Key
}

// kinds lists message classes; those with a longer name below count as them.
// The first that fits counts.
var kinds = []struct {
	class string
	kind  kind
}{
	{"IPM.Contact", kind{heading: "Name", title: DisplayName, labels: contactLabels, more: (*writer).contact}},
	{"IPM.AbchPerson", kind{heading: "Name", title: DisplayName, labels: contactLabels, more: (*writer).contact}},
	{"IPM.DistList", kind{heading: "Distribution list", title: named(SetAddress, 0x8053), more: (*writer).members}},
	{"IPM.Appointment", kind{labels: appointmentLabels, more: (*writer).appointment}},
	{"IPM.OLE.CLASS.{00061055", kind{heading: "Exception to a series", labels: appointmentLabels, more: (*writer).appointment}},
	{"IPM.Schedule.Meeting", kind{mail: true, labels: appointmentLabels, more: (*writer).appointment}},
	{"IPM.TaskRequest", kind{mail: true, labels: taskLabels, more: (*writer).task}},
	{"IPM.Task", kind{labels: taskLabels, more: (*writer).task}},
	{"IPM.Activity", kind{labels: journalLabels, more: (*writer).journal}},
	{"IPM.StickyNote", kind{heading: "Note"}},
	{"REPORT", kind{mail: true, labels: reportLabels, more: (*writer).report}},
	{"", kind{mail: true}},
}

// kindOf returns the kind of a message class.
func kindOf(class string) kind {
	class = strings.ToLower(class)
	for _, k := range kinds {
		if below(class, strings.ToLower(k.class)) {
			return k.kind
		}
	}
	return kind{mail: true}
}

// below reports that a class is another or one below it.
func below(class, of string) bool {
	rest, ok := strings.CutPrefix(class, of)
	return ok && (rest == "" || of == "" || rest[0] == '.' || strings.Contains(of, "{"))
}

// fields writes what an item says of itself beside its text.
func (w *writer) fields(k kind) {
	for _, l := range k.labels {
		w.used[l.key] = true
		if value := w.m.Props.Any(l.key); value != "" {
			w.field(l.name, value)
		}
	}
	if k.more != nil {
		k.more(w)
	}
	w.marks()
	w.space()
}

var appointmentLabels = []label{
	{"Location", named(SetAppointment, 0x8208)},
	{"Where", named(SetMeeting, 0x0002)},
	{"Previous location", named(SetMeeting, 0x0028)},
	{"Recurrence", named(SetAppointment, 0x8232)},
	{"Time zone", named(SetAppointment, 0x8234)},
	{"Meeting workspace", named(SetAppointment, 0x8209)},
	{"Online meeting", named(SetAppointment, 0x8247)},
	{"Online meeting server", named(SetAppointment, 0x8242)},
	{"Online meeting organiser", named(SetAppointment, 0x8243)},
	{"Online meeting password", named(SetAppointment, 0x8249)},
	{"Contacts", named(SetCommon, 0x8586)},
}

var taskLabels = []label{
	{"Task owner", named(SetTask, 0x811F)},
	{"Assigned by", named(SetTask, 0x8121)},
	{"Last changed by", named(SetTask, 0x8122)},
	{"Last delegated by", named(SetTask, 0x8125)},
	{"Role", named(SetTask, 0x8127)},
	{"Billing information", named(SetCommon, 0x8535)},
	{"Mileage", named(SetCommon, 0x8534)},
	{"Companies", named(SetCommon, 0x8539)},
	{"Contacts", named(SetCommon, 0x853A)},
}

var journalLabels = []label{
	{"Entry type", named(SetLog, 0x8700)},
	{"Entry type", named(SetLog, 0x8712)},
	{"Start", named(SetLog, 0x8706)},
	{"End", named(SetLog, 0x8708)},
	{"Companies", named(SetCommon, 0x8539)},
	{"Contacts", named(SetCommon, 0x853A)},
}

var reportLabels = []label{
	{"Report", Key{ID: 0x1001}},
	{"Report by", Key{ID: 0x003A}},
	{"Report time", Key{ID: 0x0032}},
	{"Original subject", Key{ID: 0x0049}},
	{"Original sender", Key{ID: 0x005A}},
	{"Original sender's address", Key{ID: 0x0067}},
	{"Original To", Key{ID: 0x0074}},
	{"Original Cc", Key{ID: 0x0073}},
	{"Original Bcc", Key{ID: 0x0072}},
	{"Original submitted", Key{ID: 0x004E}},
	{"Original delivered", Key{ID: 0x0055}},
}

// enum returns the name of a number, "" where it has none to show.
func (w *writer) enum(key Key, names map[int64]string) string {
	w.used[key] = true
	n, ok := w.m.Props.Int(key)
	if !ok {
		return ""
	}
	return names[n]
}
