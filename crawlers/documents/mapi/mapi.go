// Package mapi knows what Outlook keeps: messages, contacts, appointments and
// the rest as bags of properties, as [MS-OXPROPS] lists them. Message files
// (.msg), TNEF (winmail.dat) and mail stores (PST, OST) hold the same model in
// different containers; their readers fill a [Message], and [Write] makes an
// item of it.
//
// It promises that every text of an item that a person can see, and every
// property that names one, is in the canonical text; that every attachment is
// a part; and that an item inside another, or inside a store, can be handed on
// as a file of its own, see [Encode]. It opens no attachment that is only
// linked to: the link is text.
package mapi

import "io"

// A Message is one item of whatever kind: its message class, [MessageClass],
// says which.
type Message struct {
	Props       Props
	Recipients  []Props
	Attachments []Attachment
	// Problems are plain phrases for officers on what could not be read of
	// it; the item is then partial.
	Problems []string
}

// An Attachment is attached to a message. At most one of Open and Embedded is
// set; without either it is a link, or its content is lost.
type Attachment struct {
	Props Props
	// Open returns the content: the file, or for an OLE object its compound
	// file. When what it returns is also an [io.ReaderAt] with a method
	// Size() int64, it is read in place.
	Open func() (io.ReadCloser, error)
	// Embedded returns the item that is attached.
	Embedded func() (*Message, error)
}

// A Type is the type of a property's value, see [MS-OXCDATA] 2.11.1.
type Type uint16

// The types. Many is set beside another type where there are several values.
const (
	TypeInt16    Type = 0x0002
	TypeInt32    Type = 0x0003
	TypeFloat32  Type = 0x0004
	TypeFloat64  Type = 0x0005
	TypeCurrency Type = 0x0006
	TypeAppTime  Type = 0x0007
	TypeError    Type = 0x000A
	TypeBool     Type = 0x000B
	TypeObject   Type = 0x000D
	TypeInt64    Type = 0x0014
	TypeString8  Type = 0x001E // in a code page
	TypeString   Type = 0x001F // UTF-16, little-endian
	TypeTime     Type = 0x0040
	TypeGUID     Type = 0x0048
	TypeBinary   Type = 0x0102
	Many         Type = 0x1000
)

// Size is the length in bytes of a value of a type of fixed length, 0 of any
// other.
func (t Type) Size() int {
	switch t &^ Many {
	case TypeInt16, TypeBool:
		return 2
	case TypeInt32, TypeFloat32, TypeError:
		return 4
	case TypeFloat64, TypeCurrency, TypeAppTime, TypeInt64, TypeTime:
		return 8
	case TypeGUID:
		return 16
	}
	return 0
}

// A GUID is in the order of bytes of the wire.
type GUID [16]byte

// A Key names a property: by its ID alone, or, where that is 0x8000 or above
// and differs from one store to the next, by a property set with a number or a
// text. The ID of a named property is 0.
type Key struct {
	ID     uint16
	Set    GUID
	Number uint32
	Text   string
}

// A Property is one property with its value as bytes of the wire: numbers and
// times little-endian, strings without the zero that ends them.
type Property struct {
	Key  Key
	Type Type
	// Data is the value of a property of one value.
	Data []byte
	// Values are those of a property whose Type has Many.
	Values [][]byte
}

// Props are the properties of an object. They are small: the content of
// attachments is not among them.
type Props struct {
	List []Property
	// CodePage is that of 8-bit strings. 0 stands for the one the properties
	// themselves tell; recipients and attachments have their message's.
	CodePage int
}
