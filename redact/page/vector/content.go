package vector

import (
	"bytes"
	"errors"
	"fmt"
)

// Limits of content.
const (
	maxOperators = 3_000_000 // of a page with all that is in it
	maxOperands  = 64
	maxDepth     = 12  // of forms, patterns and shapes of fonts inside one another
	maxSaved     = 256 // states
)

var (
	errOperator = errors.New("operator not allowed")
	errOperands = errors.New("unexpected operands")
	errLayer    = errors.New("content of a layer")
	errState    = errors.New("states saved without end")
)

// A canvas writes one piece of content anew.
type canvas struct {
	p     *painter
	depth int
	seen  bool // what is drawn can be placed on the page
	shape bool // of a font: it begins with its width

	res   dict // the document's names for what the content uses
	names *names
	met   map[[2]name]any // what was written anew, by category and name
	out   bytes.Buffer

	st     state
	saved  []state
	base   int // states saved outside
	inText bool
	tm, lm matrix
	path   *path
}

// An operator has operands, a letter for each: n for a number, s for a string,
// a for an array, / for a name, * for any number of anything.
type operator struct {
	operands string
	do       func(*canvas, []any) error // nil: written as it is
}

// run writes content anew.
func (c *canvas) run(data []byte) error {
	l := lexer{b: data}
	var args []any
	for !l.done() {
		v, err := l.next()
		if err != nil {
			return err
		}
		op, ok := v.(word)
		if !ok {
			if args = append(args, v); len(args) > maxOperands {
				return errOperands
			}
			continue
		}
		if c.p.operators++; c.p.operators > maxOperators {
			return errBusy
		}
		if err := c.operate(&l, op, args); err != nil {
			return err
		}
		args = args[:0]
	}
	if len(args) > 0 {
		return errOperands
	}
	return c.finish()
}

// finish ends what content leaves open.
func (c *canvas) finish() error {
	if c.inText {
		c.emit("ET")
	}
	for range c.saved {
		c.emit("Q")
	}
	c.saved = nil
	return nil
}

func (c *canvas) operate(l *lexer, op word, args []any) error {
	if op == "BI" {
		return c.inline(l)
	}
	if drops(op) {
		return c.marked(op, args)
	}
	o, ok := c.p.table[op]
	if !ok {
		return errOperator
	}
	if !o.takes(args) {
		return fmt.Errorf("%w of %s", errOperands, op)
	}
	if builds(op) {
		return c.build(op, o, args)
	}
	if paintsPath(op) {
		return c.paint(op)
	}
	if o.do != nil {
		return o.do(c, args)
	}
	c.emit(op, args...)
	return nil
}

// takes reports whether the operands are those that the operator asks for.
func (o operator) takes(args []any) bool {
	if o.operands == "*" {
		return true
	}
	if len(args) != len(o.operands) {
		return false
	}
	for i, kind := range []byte(o.operands) {
		ok := false
		switch kind {
		case 'n':
			_, ok = args[i].(float64)
		case 's':
			_, ok = args[i].(text)
		case 'a':
			_, ok = args[i].(array)
		case '/':
			_, ok = args[i].(name)
		}
		if !ok {
			return false
		}
	}
	return true
}

// drops reports whether an operator marks content and draws nothing.
func drops(op word) bool {
	switch op {
	case "BMC", "BDC", "EMC", "MP", "DP", "BX", "EX":
		return true
	}
	return false
}

// marked drops a mark. Content of layers is refused: whether it shows depends
// on the reader.
func (c *canvas) marked(op word, args []any) error {
	if op == "BDC" && len(args) > 0 && args[0] == name("OC") {
		return errLayer
	}
	return nil
}

func builds(op word) bool {
	switch op {
	case "m", "l", "c", "v", "y", "h", "re":
		return true
	}
	return false
}

// build adds to the path, which is written once it is painted.
func (c *canvas) build(op word, o operator, args []any) error {
	if err := o.do(c, args); err != nil {
		return err
	}
	write(&c.path.out, op, args)
	return nil
}

func paintsPath(op word) bool {
	switch op {
	case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n":
		return true
	}
	return false
}

// emit writes an operator after its operands.
func (c *canvas) emit(op word, args ...any) { write(&c.out, op, args) }

func write(out *bytes.Buffer, op word, args []any) {
	for _, a := range args {
		writeValue(out, a)
		out.WriteByte(' ')
	}
	out.WriteString(string(op))
	out.WriteByte('\n')
}

func writeValue(out *bytes.Buffer, v any) {
	a, ok := v.(array)
	if !ok {
		out.Write(scalar(v))
		return
	}
	out.WriteByte('[')
	for i, e := range a {
		if i > 0 {
			out.WriteByte(' ')
		}
		out.Write(scalar(e))
	}
	out.WriteByte(']')
}

// nums returns operand i, which is known to be a number.
func nums(args []any, i int) float64 {
	f, _ := args[i].(float64)
	return f
}
