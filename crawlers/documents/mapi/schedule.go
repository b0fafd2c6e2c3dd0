package mapi

import (
	"strconv"
	"time"
)

// appointment writes when an appointment is and who takes part.
func (w *writer) appointment() {
	p := &w.m.Props
	start, end := named(SetAppointment, 0x820D), named(SetAppointment, 0x820E)
	if p.Time(start).IsZero() {
		start, end = named(SetCommon, 0x8516), named(SetCommon, 0x8517)
	}
	if p.Time(start).IsZero() {
		start, end = Key{ID: 0x0060}, Key{ID: 0x0061}
	}
	write := w.time
	if p.Bool(named(SetAppointment, 0x8215)) { // whole days: only their dates count
		write = func(name string, key Key) { w.day(name, key, Key{}) }
	}
	write("Start", start)
	write("End", end)
	if !p.Has(named(SetAppointment, 0x8232)) {
		w.field("Recurrence", w.enum(named(SetAppointment, 0x8231), map[int64]string{1: "daily", 2: "weekly", 3: "monthly", 4: "yearly"}))
	}
	w.field("All day", w.enum(named(SetAppointment, 0x8215), map[int64]string{1: "yes"}))
	w.field("Shown as", w.enum(named(SetAppointment, 0x8205), map[int64]string{0: "free", 1: "tentative", 3: "out of office", 4: "working elsewhere"}))
	w.field("Response", w.enum(named(SetAppointment, 0x8218), map[int64]string{2: "tentative", 3: "accepted", 4: "declined", 5: "not answered"}))
	if w.kind.mail {
		return // who takes part stands in the header
	}
	organiser := w.sender(representing)
	if organiser == (party{}) {
		organiser = w.sender(sending)
	}
	w.field("Organiser", shown(organiser))
	w.attendees()
}

// attendees writes the recipients of an item that is no message.
func (w *writer) attendees() {
	roles := map[int64]string{RecipientTo: "Required attendee", RecipientCc: "Optional attendee", RecipientBcc: "Resource"}
	for i := range w.m.Recipients {
		p := &w.m.Recipients[i]
		kind, _ := p.Int(RecipientType)
		name := roles[kind&0xF]
		if name == "" {
			name = "Attendee"
		}
		who := shown(recipient(p))
		if flags, _ := p.Int(RecipientFlags); flags&RecipientIsMaker != 0 {
			name = "Organiser"
			if w.isSaid(who) {
				continue
			}
		}
		if n, _ := p.Int(TrackStatus); answers[n] != "" && who != "" {
			who += " (" + answers[n] + ")"
		}
		w.field(name, who)
	}
	for _, l := range []label{
		{"Attendees", named(SetAppointment, 0x8238)},
		{"Attendees", named(SetAppointment, 0x823B)},
		{"Optional attendees", named(SetAppointment, 0x823C)},
		{"Attendees", DisplayTo},
		{"Optional attendees", DisplayCc},
		{"Resources", DisplayBcc},
	} {
		w.lacking(l)
	}
}

// lacking writes a list of names if one of them is not in the text.
func (w *writer) lacking(l label) {
	for _, name := range splitNames(w.text(l.key)) {
		if !w.isSaid(name) {
			w.field(l.name, w.m.Props.Text(l.key))
			return
		}
	}
}

// task writes how far a task is.
func (w *writer) task() {
	p := &w.m.Props
	w.time("Start", named(SetTask, 0x8104))
	w.time("Due", named(SetTask, 0x8105))
	w.time("Completed", named(SetTask, 0x810F))
	w.field("Status", w.enum(named(SetTask, 0x8101), map[int64]string{0: "not started", 1: "in progress", 2: "completed", 3: "waiting for somebody else", 4: "deferred"}))
	if done, ok := p.Float(named(SetTask, 0x8102)); ok && done > 0 && done <= 1 {
		w.field("Done", strconv.Itoa(int(done*100+0.5))+" %")
	}
	w.duration("Estimated work", named(SetTask, 0x8111))
	w.duration("Actual work", named(SetTask, 0x8110))
	if !w.kind.mail {
		w.attendees()
	}
}

// journal writes how long something took.
func (w *writer) journal() {
	w.duration("Duration", named(SetLog, 0x8707))
	w.attendees()
}

// duration writes a number of minutes.
func (w *writer) duration(name string, key Key) {
	w.used[key] = true
	if n, ok := w.m.Props.Int(key); ok && n > 0 {
		w.field(name, (time.Duration(n) * time.Minute).String())
	}
}

// report writes whom a report is about.
func (w *writer) report() {
	for i := range w.m.Recipients {
		if who := shown(recipient(&w.m.Recipients[i])); !w.isSaid(who) {
			w.field("About", who)
		}
	}
}
