package pdfium

import (
	"context"
	"encoding/binary"
	"errors"
	"math"
	"slices"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
	"github.com/klippa-app/go-pdfium/structs"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// A quick instance is the binding's, but answers by itself what is asked of
// every character of a page. The binding makes up to nine calls of the engine for
// such an answer, each with a new stack: it takes and frees the memory for every
// number. Here it is one call, on a stack and in memory that are kept.
type quick struct {
	pdfium.Pdfium

	ctx   context.Context //nolint:containedctx // of the machine, which calls end with
	seen  *watch
	texts map[references.FPDF_TEXTPAGE]uint64 // addresses

	memory                  api.Memory // nil until the first page
	unicode, guessed, index api.Function
	charBox, rowBox         api.Function
	size, matrix, origin    api.Function
	answer                  uint32 // address of room for four numbers
	stack                   [6]uint64
}

var errNoAnswer = errors.New("engine does not tell")

func newQuick(ctx context.Context, inst pdfium.Pdfium, seen *watch) *quick {
	return &quick{Pdfium: inst, ctx: ctx, seen: seen, texts: map[references.FPDF_TEXTPAGE]uint64{}}
}

// prepare looks up the functions, once for each instance.
func (q *quick) prepare(module api.Module) error {
	res, err := module.ExportedFunction("malloc").Call(q.ctx, 4*8)
	if err != nil {
		return err
	}
	q.answer = api.DecodeU32(res[0])
	q.unicode = module.ExportedFunction("FPDFText_GetUnicode")
	q.guessed = module.ExportedFunction("FPDFText_HasUnicodeMapError")
	q.index = module.ExportedFunction("FPDFText_GetTextIndexFromCharIndex")
	q.charBox = module.ExportedFunction("FPDFText_GetCharBox")
	q.rowBox = module.ExportedFunction("FPDFText_GetLooseCharBox")
	q.size = module.ExportedFunction("FPDFText_GetFontSize")
	q.matrix = module.ExportedFunction("FPDFText_GetMatrix")
	q.origin = module.ExportedFunction("FPDFText_GetCharOrigin")
	q.memory = module.Memory()
	return nil
}

func (q *quick) FPDFText_LoadPage(req *requests.FPDFText_LoadPage) (*responses.FPDFText_LoadPage, error) { //nolint:staticcheck // the name is the binding's
	*q.seen = watch{}
	res, err := q.Pdfium.FPDFText_LoadPage(req)
	if err != nil || q.seen.text == 0 {
		return res, err
	}
	if q.memory == nil {
		if err := q.prepare(q.seen.module); err != nil {
			return nil, err
		}
	}
	q.texts[res.TextPage] = q.seen.text
	return res, nil
}

func (q *quick) FPDFText_ClosePage(req *requests.FPDFText_ClosePage) (*responses.FPDFText_ClosePage, error) { //nolint:staticcheck // the name is the binding's
	delete(q.texts, req.TextPage)
	return q.Pdfium.FPDFText_ClosePage(req)
}

func (q *quick) FPDFText_GetUnicode(req *requests.FPDFText_GetUnicode) (*responses.FPDFText_GetUnicode, error) { //nolint:staticcheck // the name is the binding's
	text, ok := q.texts[req.TextPage]
	if !ok {
		return q.Pdfium.FPDFText_GetUnicode(req)
	}
	r, err := q.call(q.unicode, text, api.EncodeI32(int32(req.Index))) //nolint:gosec // the engine counts in int32
	return &responses.FPDFText_GetUnicode{Index: req.Index, Unicode: uint(r)}, err
}

func (q *quick) FPDFText_HasUnicodeMapError(req *requests.FPDFText_HasUnicodeMapError) (*responses.FPDFText_HasUnicodeMapError, error) { //nolint:staticcheck // the name is the binding's
	text, ok := q.texts[req.TextPage]
	if !ok {
		return q.Pdfium.FPDFText_HasUnicodeMapError(req)
	}
	is, err := q.call(q.guessed, text, api.EncodeI32(int32(req.Index))) //nolint:gosec // as above
	if err == nil && api.DecodeI32(is) < 0 {
		err = errNoAnswer
	}
	return &responses.FPDFText_HasUnicodeMapError{Index: req.Index, HasUnicodeMapError: api.DecodeI32(is) == 1}, err
}

func (q *quick) FPDFText_GetTextIndexFromCharIndex(req *requests.FPDFText_GetTextIndexFromCharIndex) (*responses.FPDFText_GetTextIndexFromCharIndex, error) { //nolint:staticcheck // the name is the binding's
	text, ok := q.texts[req.TextPage]
	if !ok {
		return q.Pdfium.FPDFText_GetTextIndexFromCharIndex(req)
	}
	at, err := q.call(q.index, text, api.EncodeI32(int32(req.NCharIndex))) //nolint:gosec // as above
	return &responses.FPDFText_GetTextIndexFromCharIndex{TextIndex: int(api.DecodeI32(at))}, err
}

func (q *quick) FPDFText_GetCharBox(req *requests.FPDFText_GetCharBox) (*responses.FPDFText_GetCharBox, error) { //nolint:staticcheck // the name is the binding's
	text, ok := q.texts[req.TextPage]
	if !ok {
		return q.Pdfium.FPDFText_GetCharBox(req)
	}
	at := uint64(q.answer)
	box, err := q.told(4*8, q.charBox, text, api.EncodeI32(int32(req.Index)), at, at+8, at+16, at+24) //nolint:gosec // as above
	if err != nil {
		return nil, err
	}
	side := func(i int) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(box[8*i:])) }
	return &responses.FPDFText_GetCharBox{Index: req.Index, Left: side(0), Right: side(1), Bottom: side(2), Top: side(3)}, nil
}

func (q *quick) FPDFText_GetLooseCharBox(req *requests.FPDFText_GetLooseCharBox) (*responses.FPDFText_GetLooseCharBox, error) { //nolint:staticcheck // the name is the binding's
	text, ok := q.texts[req.TextPage]
	if !ok {
		return q.Pdfium.FPDFText_GetLooseCharBox(req)
	}
	box, err := q.told(4*4, q.rowBox, text, api.EncodeI32(int32(req.Index)), uint64(q.answer)) //nolint:gosec // as above
	if err != nil {
		return nil, err
	}
	side := func(i int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(box[4*i:])) }
	return &responses.FPDFText_GetLooseCharBox{Rect: structs.FPDF_FS_RECTF{Left: side(0), Top: side(1), Right: side(2), Bottom: side(3)}}, nil
}

func (q *quick) FPDFText_GetFontSize(req *requests.FPDFText_GetFontSize) (*responses.FPDFText_GetFontSize, error) { //nolint:staticcheck // the name is the binding's
	text, ok := q.texts[req.TextPage]
	if !ok {
		return q.Pdfium.FPDFText_GetFontSize(req)
	}
	size, err := q.call(q.size, text, api.EncodeI32(int32(req.Index))) //nolint:gosec // as above
	return &responses.FPDFText_GetFontSize{Index: req.Index, FontSize: math.Float64frombits(size)}, err
}

func (q *quick) FPDFText_GetMatrix(req *requests.FPDFText_GetMatrix) (*responses.FPDFText_GetMatrix, error) { //nolint:staticcheck // the name is the binding's
	text, ok := q.texts[req.TextPage]
	if !ok {
		return q.Pdfium.FPDFText_GetMatrix(req)
	}
	m, err := q.told(6*4, q.matrix, text, api.EncodeI32(int32(req.Index)), uint64(q.answer)) //nolint:gosec // as above
	if err != nil {
		return nil, err
	}
	at := func(i int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(m[4*i:])) }
	return &responses.FPDFText_GetMatrix{Matrix: structs.FPDF_FS_MATRIX{A: at(0), B: at(1), C: at(2), D: at(3), E: at(4), F: at(5)}}, nil
}

func (q *quick) FPDFText_GetCharOrigin(req *requests.FPDFText_GetCharOrigin) (*responses.FPDFText_GetCharOrigin, error) { //nolint:staticcheck // the name is the binding's
	text, ok := q.texts[req.TextPage]
	if !ok {
		return q.Pdfium.FPDFText_GetCharOrigin(req)
	}
	at := uint64(q.answer)
	o, err := q.told(2*8, q.origin, text, api.EncodeI32(int32(req.Index)), at, at+8) //nolint:gosec // as above
	if err != nil {
		return nil, err
	}
	side := func(i int) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(o[8*i:])) }
	return &responses.FPDFText_GetCharOrigin{Index: req.Index, X: side(0), Y: side(1)}, nil
}

// told calls a function that writes so many bytes and returns whether it did.
func (q *quick) told(bytes uint32, fn api.Function, params ...uint64) ([]byte, error) {
	done, err := q.call(fn, params...)
	if err != nil {
		return nil, err
	}
	box, ok := q.memory.Read(q.answer, bytes)
	if !ok || api.DecodeI32(done) == 0 {
		return nil, errNoAnswer
	}
	return box, nil
}

func (q *quick) call(fn api.Function, params ...uint64) (uint64, error) {
	copy(q.stack[:], params)
	err := fn.CallWithStack(q.ctx, q.stack[:])
	return q.stack[0], err
}

// A watch learns from calls of the engine what the binding keeps to itself: the
// module, and where the text of the page lies that was loaded last.
type watch struct {
	module api.Module
	text   uint64 // 0 for none
}

type watchKey struct{}

// watching returns a context for an instance whose calls w watches.
func watching(ctx context.Context, w *watch) context.Context {
	return experimental.WithFunctionListenerFactory(context.WithValue(ctx, watchKey{}, w), listener{})
}

// A listener tells the watch of the context. Instances share compiled code, and
// with it this.
type listener struct{}

func (l listener) NewFunctionListener(f api.FunctionDefinition) experimental.FunctionListener {
	if slices.Contains(f.ExportNames(), "FPDFText_LoadPage") {
		return l
	}
	return nil
}

func (listener) Before(context.Context, api.Module, api.FunctionDefinition, []uint64, experimental.StackIterator) {
}

func (listener) After(ctx context.Context, module api.Module, _ api.FunctionDefinition, results []uint64) {
	if w, ok := ctx.Value(watchKey{}).(*watch); ok {
		*w = watch{module: module, text: results[0]}
	}
}

func (listener) Abort(context.Context, api.Module, api.FunctionDefinition, error) {}
