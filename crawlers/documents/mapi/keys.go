package mapi

// The property sets that named properties are in.
var (
	SetCommon      = set(0x00062008)
	SetAddress     = set(0x00062004)
	SetAppointment = set(0x00062002)
	SetTask        = set(0x00062003)
	SetLog         = set(0x0006200A)
	SetNote        = set(0x0006200E)
	SetMAPI        = set(0x00020328)
	SetPublic      = set(0x00020329) // named by text: categories, and what users add
	SetHeaders     = set(0x00020386) // lines of internet headers
	SetMeeting     = GUID{0x90, 0xDA, 0xD8, 0x6E, 0x0B, 0x45, 0x1B, 0x10, 0x98, 0xDA, 0x00, 0xAA, 0x00, 0x3F, 0x13, 0x05}
)

// set returns the property set of Outlook that begins with n.
func set(n uint32) GUID {
	return GUID{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24), 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46} //nolint:gosec // cut into bytes
}

// named returns the key of a property that a set names by number.
func named(s GUID, number uint32) Key { return Key{Set: s, Number: number} }

// Keys of properties that readers of containers and [Write] need, as
// [MS-OXPROPS] names them.
var (
	MessageClass     = Key{ID: 0x001A}
	Subject          = Key{ID: 0x0037}
	SubjectPrefix    = Key{ID: 0x003D}
	NormalizedSubj   = Key{ID: 0x0E1D}
	ConversationName = Key{ID: 0x0070}
	ConversationID   = Key{ID: 0x0071} // the index, of which the beginning is the conversation's
	Body             = Key{ID: 0x1000}
	BodyHTML         = Key{ID: 0x1013}
	BodyRTF          = Key{ID: 0x1009}
	TransportHeaders = Key{ID: 0x007D}
	InternetID       = Key{ID: 0x1035}
	InReplyTo        = Key{ID: 0x1042}
	InternetRefs     = Key{ID: 0x1039}
	MessageFlags     = Key{ID: 0x0E07}

	MessageCodePage  = Key{ID: 0x3FFD}
	InternetCodePage = Key{ID: 0x3FDE}
	MessageLocale    = Key{ID: 0x3FF1}
	StoreSupportMask = Key{ID: 0x340D}

	SubmitTime       = Key{ID: 0x0039}
	DeliveryTime     = Key{ID: 0x0E06}
	CreationTime     = Key{ID: 0x3007}
	ModificationTime = Key{ID: 0x3008}
	DisplayTo        = Key{ID: 0x0E04}
	DisplayCc        = Key{ID: 0x0E03}
	DisplayBcc       = Key{ID: 0x0E02}
	ReplyToEntries   = Key{ID: 0x004F}
	RecipientType    = Key{ID: 0x0C15}
	DisplayName      = Key{ID: 0x3001}
	AddressType      = Key{ID: 0x3002}
	EmailAddress     = Key{ID: 0x3003}
	SMTPAddress      = Key{ID: 0x39FE}
	RecipientName    = Key{ID: 0x5FF6}
	RecipientFlags   = Key{ID: 0x5FFD}
	TrackStatus      = Key{ID: 0x5FFF}
	AttachData       = Key{ID: 0x3701}
	AttachExtension  = Key{ID: 0x3703}
	AttachName       = Key{ID: 0x3704}
	AttachMethod     = Key{ID: 0x3705}
	AttachLongName   = Key{ID: 0x3707}
	AttachPath       = Key{ID: 0x3708}
	AttachLongPath   = Key{ID: 0x370D}
	AttachMIME       = Key{ID: 0x370E}
	Categories       = Key{Set: SetPublic, Text: "Keywords"}
)

// The values of [RecipientType] that count, in the lower four bits.
const (
	RecipientTo  = 1
	RecipientCc  = 2
	RecipientBcc = 3
)

// The values of [AttachMethod], see [MS-OXCMSG] 2.2.2.9.
const (
	AttachByValue  = 1
	AttachByLink   = 2 // to 4, and 7 for links to the web
	AttachEmbedded = 5
	AttachOLE      = 6
)

// Bits of flags.
const (
	FlagUnsent       = 0x8 // in [MessageFlags]
	RecipientIsMaker = 0x2 // in [RecipientFlags]: the organiser
)
