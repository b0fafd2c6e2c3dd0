package tnef

import (
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"sarsen/crawlers/documents/mapi"
)

// The attributes that are read, see [MS-OXTNEF] 2.1.3.
const (
	attFrom           = 0x00008000
	attSubject        = 0x00018004
	attDateSent       = 0x00038005
	attDateReceived   = 0x00038006
	attMessageClass   = 0x00078008
	attBody           = 0x0002800C
	attAttachData     = 0x0006800F
	attAttachTitle    = 0x00018010
	attDateModified   = 0x00038020
	attTransportName  = 0x00069001
	attAttachRendData = 0x00069002
	attMAPIProps      = 0x00069003
	attRecipients     = 0x00069004
	attAttachment     = 0x00069005
	attCodePage       = 0x00069007
	attOwner          = 0x00060000
	attSentFor        = 0x00060001
	attStart          = 0x00030006
	attEnd            = 0x00030007
)

// levelAttachment is that of the attributes of attachments.
const levelAttachment = 2

// A parser fills a message from the attributes of one stream.
type parser struct {
	message  *mapi.Message
	codePage int
	older    mapi.Props // of attributes: they count where there is no property
}

// attribute reads one attribute; false when there is no whole one.
func (p *parser) attribute(r *reader) bool {
	level := r.byte()
	id := r.uint32()
	length := r.uint32()
	if !r.ok || level != 1 && level != levelAttachment {
		return false
	}
	data := r.bytes(int64(length))
	sum := r.uint16()
	whole := r.ok
	if whole && sum != checksum(data) {
		p.problem("winmail.dat: a checksum in it is wrong")
	}
	if level == levelAttachment {
		p.attachmentAttribute(id, data)
	} else {
		p.messageAttribute(id, data)
	}
	return whole
}

func checksum(data []byte) uint16 {
	sum := uint16(0)
	for _, c := range data {
		sum += uint16(c)
	}
	return sum
}

func (p *parser) problem(s string) {
	if !slices.Contains(p.message.Problems, s) {
		p.message.Problems = append(p.message.Problems, s)
	}
}

func (p *parser) messageAttribute(id uint32, data []byte) {
	switch id {
	case attCodePage:
		if len(data) >= 4 {
			p.codePage = int(binary.LittleEndian.Uint32(data))
		}
	case attMAPIProps:
		p.props(&reader{data: data, ok: true}, &p.message.Props)
	case attRecipients:
		p.recipients(data)
	case attMessageClass:
		p.text(mapi.MessageClass, []byte(modern(string(terminated(data)))))
	case attSubject:
		p.text(mapi.Subject, data)
	case attBody:
		p.text(mapi.Body, data)
	case attDateSent:
		p.time(mapi.SubmitTime, data)
	case attDateReceived:
		p.time(mapi.DeliveryTime, data)
	case attDateModified:
		p.time(mapi.ModificationTime, data)
	case attStart:
		p.time(mapi.Key{ID: 0x0060}, data)
	case attEnd:
		p.time(mapi.Key{ID: 0x0061}, data)
	case attFrom:
		p.from(data)
	case attSentFor, attOwner:
		p.owner(data)
	}
}

// text takes a text in the code page.
func (p *parser) text(key mapi.Key, data []byte) {
	if data = terminated(data); len(data) > 0 && !p.older.Has(key) {
		p.older.Add(key, mapi.TypeString8, data)
	}
}

// terminated returns what stands before the first zero.
func terminated(data []byte) []byte {
	if i := slices.Index(data, 0); i >= 0 {
		return data[:i]
	}
	return data
}

// time takes a date: year, month, day, hour, minute, second and weekday.
func (p *parser) time(key mapi.Key, data []byte) {
	if value := filetime(data); value != nil && !p.older.Has(key) {
		p.older.Add(key, mapi.TypeTime, value)
	}
}

func filetime(data []byte) []byte {
	r := &reader{data: data, ok: true}
	var n [6]int
	for i := range n {
		n[i] = int(r.uint16())
	}
	if !r.ok || n[0] < 1800 || n[0] > 4500 || n[1] < 1 || n[1] > 12 || n[2] < 1 || n[2] > 31 {
		return nil
	}
	t := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, time.UTC)
	const epoch = 11_644_473_600                                                    // from 1601 to 1970, in seconds
	return binary.LittleEndian.AppendUint64(nil, uint64(t.Unix()+epoch)*10_000_000) //nolint:gosec // from 1800 on
}

// from takes the sender: lengths, name, then "type:address".
func (p *parser) from(data []byte) {
	r := &reader{data: data, ok: true}
	r.bytes(4)
	name, address := int64(r.uint16()), int64(r.uint16())
	p.party(r.bytes(name), r.bytes(address), 0x0C1A, 0x0C1E, 0x0C1F)
}

// owner takes the person a message is sent for.
func (p *parser) owner(data []byte) {
	r := &reader{data: data, ok: true}
	name := r.bytes(int64(r.uint16()))
	address := r.bytes(int64(r.uint16()))
	p.party(name, address, 0x0042, 0x0064, 0x0065)
}

func (p *parser) party(name, address []byte, nameID, typeID, addressID uint16) {
	kind, rest, found := strings.Cut(string(terminated(address)), ":")
	if !found {
		kind, rest = "SMTP", kind
	}
	p.text(mapi.Key{ID: nameID}, name)
	p.text(mapi.Key{ID: typeID}, []byte(kind))
	p.text(mapi.Key{ID: addressID}, []byte(rest))
}

// classes are older names of message classes.
var classes = map[string]string{
	"ipm.microsoft mail.note":          "IPM.Note",
	"ipm.microsoft mail.read receipt":  "REPORT.IPM.Note.IPNRN",
	"ipm.microsoft mail.non-delivery":  "REPORT.IPM.Note.NDR",
	"ipm.microsoft schedule.mtgreq":    "IPM.Schedule.Meeting.Request",
	"ipm.microsoft schedule.mtgrespp":  "IPM.Schedule.Meeting.Resp.Pos",
	"ipm.microsoft schedule.mtgrespn":  "IPM.Schedule.Meeting.Resp.Neg",
	"ipm.microsoft schedule.mtgrespa":  "IPM.Schedule.Meeting.Resp.Tent",
	"ipm.microsoft schedule.mtgcncl":   "IPM.Schedule.Meeting.Canceled",
	"ipm.microsoft schedule.appointme": "IPM.Appointment",
}

// modern returns the message class of today.
func modern(class string) string {
	if now := classes[strings.ToLower(class)]; now != "" {
		return now
	}
	return class
}

// finish puts what only attributes told among the properties, and gives all of
// them the code page.
func (p *parser) finish() {
	merge(&p.message.Props, p.older)
	p.message.Props.CodePage = p.codePage
	for i := range p.message.Recipients {
		p.message.Recipients[i].CodePage = p.codePage
	}
	for i := range p.message.Attachments {
		p.message.Attachments[i].Props.CodePage = p.codePage
	}
}

// merge adds the properties that are lacking.
func merge(to *mapi.Props, older mapi.Props) {
	for _, x := range older.List {
		if !to.Has(x.Key) {
			to.List = append(to.List, x)
		}
	}
}
