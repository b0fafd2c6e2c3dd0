package smb

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"os"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"

	smb2 "github.com/cloudsoda/go-smb2"
)

// Names of accounts are asked of the server's local security authority
// (MS-LSAT), over its pipe. It is asked once for each account, and no more once
// it has not answered: then owners have numbers.

// accountNames remembers the names of accounts by their numbers.
type accountNames struct {
	mu    sync.Mutex
	names map[string]string
	off   bool // the server does not tell
}

// name returns DOMAIN\name, or the number itself where the server knows none.
func (a *accountNames) name(l *link, sid string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if name, ok := a.names[sid]; ok || a.off {
		return or(name, sid)
	}
	name, err := l.lookUp(sid)
	if err != nil {
		a.off = !lost(err)
		return sid
	}
	if a.names == nil {
		a.names = map[string]string{}
	}
	a.names[sid] = name
	return or(name, sid)
}

func or(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}

// errAnswer is an answer that is not what was asked for.
var errAnswer = errors.New("ask for a name: the answer makes no sense")

// Of the calls and their packets (MS-RPCE).
const (
	rpcRequest, rpcResponse, rpcBind, rpcBindAck = 0, 2, 11, 12

	opOpenPolicy = 44
	opLookupSIDs = 15
	lookupNames  = 0x800 // the right to look names up

	rpcHead     = 24 // of requests and responses
	handleSize  = 20
	longestRPC  = 4280
	mostSubIDs  = 15
	longestName = 1 << 10
)

// lsaInterface and ndr are the interface and the encoding, with versions.
const (
	lsaInterface = "785734123412cdabef000123456789ab00000000"
	ndr          = "045d888aeb1cc9119fe808002b10486002000000"
)

// lookUp asks for the name of one account; "" when it has none.
func (l *link) lookUp(sid string) (string, error) {
	pipes, err := l.session.Mount(`\\` + l.host + `\IPC$`)
	if err != nil {
		return "", err
	}
	defer func() { _ = pipes.Umount() }()
	pipe, err := pipes.OpenFile("lsarpc", os.O_RDWR, 0)
	if err != nil {
		return "", err
	}
	defer func() { _ = pipe.Close() }()
	if _, err := exchange(pipe, rpcBind, rpcBindAck, bind()); err != nil {
		return "", err
	}
	answer, err := exchange(pipe, rpcRequest, rpcResponse, request(opOpenPolicy, openPolicy()))
	if err != nil || len(answer) < rpcHead-16+handleSize {
		return "", errors.Join(errAnswer, err)
	}
	query, ok := lookupSID(answer[rpcHead-16:][:handleSize], sid)
	if !ok {
		return "", nil
	}
	if answer, err = exchange(pipe, rpcRequest, rpcResponse, request(opLookupSIDs, query)); err != nil {
		return "", err
	}
	return foundName(answer[rpcHead-16:])
}

// exchange sends a packet and returns the body of the one that answers it.
func exchange(pipe *smb2.File, kind, want byte, body []byte) ([]byte, error) {
	head := []byte{5, 0, kind, 3, 0x10, 0, 0, 0}
	head = binary.LittleEndian.AppendUint16(head, uint16(16+len(body))) //nolint:gosec // is short
	head = append(head, 0, 0, 1, 0, 0, 0)
	if _, err := pipe.Write(append(head, body...)); err != nil {
		return nil, err
	}
	answer := make([]byte, longestRPC)
	n, err := pipe.Read(answer)
	if err != nil {
		return nil, err
	}
	if n < rpcHead || answer[2] != want {
		return nil, errAnswer
	}
	return answer[16:n], nil
}

func bind() []byte {
	b := binary.LittleEndian.AppendUint16(nil, longestRPC)
	b = binary.LittleEndian.AppendUint16(b, longestRPC)
	b = append(b, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0)
	for _, text := range []string{lsaInterface, ndr} {
		id, _ := hex.DecodeString(text) // a constant
		b = append(b, id...)
	}
	return b
}

func request(op uint16, arguments []byte) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(arguments))) //nolint:gosec // is short
	b = binary.LittleEndian.AppendUint16(b, 0)
	return append(binary.LittleEndian.AppendUint16(b, op), arguments...)
}

// openPolicy asks for a handle, with no attributes.
func openPolicy() []byte {
	b := make([]byte, 4+24, 32)
	b[4] = 24
	return binary.LittleEndian.AppendUint32(b, lookupNames)
}

// lookupSID asks for the name of one account by the handle.
func lookupSID(handle []byte, sid string) ([]byte, bool) {
	parts := strings.Split(sid, "-")
	if len(parts) < 4 || len(parts)-3 > mostSubIDs || parts[0] != "S" {
		return nil, false
	}
	le := binary.LittleEndian
	count := len(parts) - 3
	b := append([]byte{}, handle...)
	for _, v := range []int{1, 0x20000, 1, 0x20004, count} {
		b = le.AppendUint32(b, uint32(v)) //nolint:gosec // is small
	}
	authority, err := strconv.ParseUint(parts[2], 10, 48)
	if err != nil {
		return nil, false
	}
	b = append(b, 1, byte(count)) //nolint:gosec // is small
	b = append(b, binary.BigEndian.AppendUint64(nil, authority)[2:]...)
	for _, p := range parts[3:] {
		v, err := strconv.ParseUint(p, 10, 32)
		if err != nil {
			return nil, false
		}
		b = le.AppendUint32(b, uint32(v))
	}
	b = append(b, 0, 0, 0, 0, 0, 0, 0, 0)          // no names yet
	return append(b, 1, 0, 0, 0, 0, 0, 0, 0), true // look everywhere; none mapped yet
}

// foundName reads the answer: the domains that are mentioned, then the names.
func foundName(answer []byte) (string, error) {
	r := &reader{b: answer}
	var domains []string
	if r.u32() != 0 {
		domains = r.domains()
	}
	entries := r.u32()
	if r.bad || entries == 0 || r.u32() == 0 {
		return "", r.err()
	}
	r.u32() // how many
	use := r.u32() & 0xffff
	r.u32() // lengths of the name
	named := r.u32() != 0
	domain := int(int32(r.u32()))                //nolint:gosec // -1 is none
	if !named || r.bad || use == 6 || use == 8 { // deleted, unknown
		return "", r.err()
	}
	name := r.text()
	if domain >= 0 && domain < len(domains) && domains[domain] != "" {
		name = domains[domain] + `\` + name
	}
	return name, r.err()
}

// A reader reads values in the encoding NDR. Once something is missing it is
// bad, and reads zeros.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) err() error {
	if r.bad {
		return errAnswer
	}
	return nil
}

func (r *reader) take(n int) []byte {
	if r.bad || n > len(r.b) {
		r.bad = true
		return make([]byte, min(n, longestName))
	}
	var b []byte
	b, r.b = r.b[:n], r.b[n:]
	return b
}

func (r *reader) u32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }

// text reads a string that says how much room it has, where it begins and how
// long it is, and what is left out to the next fourth byte.
func (r *reader) text() string {
	r.u32()
	r.u32()
	n := r.u32()
	if n > longestName {
		r.bad = true
		return ""
	}
	raw := r.take(2 * int(n))
	if n%2 == 1 && len(r.b) >= 2 {
		r.take(2)
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(raw[2*i:])
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\x00")
}

// domains reads the list of domains that names refer to.
func (r *reader) domains() []string {
	count := r.u32()
	if r.u32() == 0 {
		r.u32()
		return nil
	}
	r.u32()
	r.u32() // how many
	if r.bad || count > longestRPC/12 {
		r.bad = true
		return nil
	}
	type pointers struct{ name, sid bool }
	has := make([]pointers, count)
	for i := range has {
		r.u32() // lengths of the name
		has[i] = pointers{r.u32() != 0, r.u32() != 0}
	}
	names := make([]string, count)
	for i := range has {
		if has[i].name {
			names[i] = r.text()
		}
		if has[i].sid {
			r.take(8 + 4*int(min(r.u32(), mostSubIDs)))
		}
	}
	return names
}
