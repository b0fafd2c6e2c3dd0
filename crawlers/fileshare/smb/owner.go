package smb

import (
	"encoding/binary"
	"strconv"

	smb2 "github.com/cloudsoda/go-smb2"
)

// accounts are the owners that have the same number everywhere.
var accounts = map[string]string{
	"S-1-5-18":     "SYSTEM",
	"S-1-5-19":     "LOCAL SERVICE",
	"S-1-5-20":     "NETWORK SERVICE",
	"S-1-5-32-544": "Administrators",
	"S-1-5-32-545": "Users",
	"S-1-5-32-546": "Guests",
}

// owner returns the owner's name, else the number by which the domain knows the
// account, or "".
func (t *Tree) owner(l *link, f *smb2.File) string {
	raw, err := f.SecurityInfoRaw(smb2.OwnerSecurityInformation)
	if err != nil {
		return ""
	}
	sid := ownerID(raw)
	if name, ok := accounts[sid]; ok || sid == "" {
		return name
	}
	return t.owners.name(l, sid)
}

// ownerID reads the owner out of a security descriptor (MS-DTYP 2.4.6): the
// number is written as S-1-authority-part-part. It is "" when there is none.
func ownerID(raw []byte) string {
	le := binary.LittleEndian
	if len(raw) < 20 {
		return ""
	}
	at := uint64(le.Uint32(raw[4:]))
	if at == 0 || at+8 > uint64(len(raw)) {
		return ""
	}
	sid := raw[at:]
	parts := int(sid[1])
	if sid[0] != 1 || len(sid) < 8+4*parts {
		return ""
	}
	authority := uint64(binary.BigEndian.Uint16(sid[2:]))<<32 | uint64(binary.BigEndian.Uint32(sid[4:]))
	b := strconv.AppendUint([]byte("S-1-"), authority, 10)
	for i := range parts {
		b = strconv.AppendUint(append(b, '-'), uint64(le.Uint32(sid[8+4*i:])), 10)
	}
	return string(b)
}
