package vector

import (
	"bytes"
	"errors"
	"slices"

	"sarsen/redact/page/rebuild"
)

var errFunction = errors.New("function not understood")

var functionRules = rules{
	"FunctionType": integer(0, 4), "Domain": numbers(2, 64), "Range": numbers(2, 64),
	"Size": numbers(1, 32), "BitsPerSample": integer(1, 32), "Order": integer(1, 3), "Encode": numbers(2, 2048), "Decode": numbers(2, 64),
	"C0": numbers(1, mostColours), "C1": numbers(1, mostColours), "N": anyNumber, "Bounds": numbers(0, 1024),
}

// functions writes one function or a list of them anew.
func (p *painter) functions(v any) (any, error) {
	v, err := p.resolve(v)
	if err != nil {
		return nil, err
	}
	a, ok := v.(array)
	if !ok {
		return p.function(v, 0)
	}
	if len(a) > mostColours {
		return nil, errFunction
	}
	return p.functionList(a, 0)
}

func (p *painter) functionList(a array, depth int) (array, error) {
	out := make(array, len(a))
	for i, e := range a {
		f, err := p.function(e, depth)
		if err != nil {
			return nil, err
		}
		out[i] = f
	}
	return out, nil
}

func (p *painter) function(v any, depth int) (*rebuild.Object, error) {
	if p.operators++; depth > 4 || p.operators > maxOperators {
		return nil, errNested
	}
	v, err := p.resolve(v)
	if err != nil {
		return nil, err
	}
	d, err := p.dict(v)
	if err != nil {
		return nil, err
	}
	out, err := p.pick(d, functionRules)
	if err != nil {
		return nil, err
	}
	s, sampled := v.(*stream)
	switch kind := out["FunctionType"]; {
	case kind == 2.0 && !sampled:
		return object(out), nil
	case kind == 3.0 && !sampled:
		list, err := p.deepList(d["Functions"])
		if err != nil {
			return nil, err
		}
		if out["Functions"], err = p.functionList(list, depth+1); err != nil {
			return nil, err
		}
		return object(out), nil
	case (kind == 0.0 || kind == 4.0) && sampled:
		data, err := p.unpack(s)
		if err != nil {
			return nil, err
		}
		if kind == 4.0 {
			data, err = calculator(data)
		} else {
			data, err = samples(out, data)
		}
		return streamed(out, data), err
	}
	return nil, errFunction
}

// deepList resolves v to a list, not what is in it.
func (p *painter) deepList(v any) (array, error) {
	v, err := p.resolve(v)
	if err != nil {
		return nil, err
	}
	a, ok := v.(array)
	if !ok || len(a) == 0 || len(a) > 1024 {
		return nil, errFunction
	}
	return a, nil
}

// samples cuts a table to its size.
func samples(d dict, data []byte) ([]byte, error) {
	size, serr := floats(d["Size"], 1, 32)
	spread, rerr := floats(d["Range"], 2, 64)
	bits, berr := whole(d["BitsPerSample"], 1, 32)
	if err := errors.Join(serr, rerr, berr); err != nil {
		return nil, errFunction
	}
	total := float64(len(spread)/2) * float64(bits)
	for _, n := range size {
		total *= n
	}
	if want := (total + 7) / 8; want >= 0 && want <= float64(len(data)) {
		return data[:int(want)], nil
	}
	return nil, errFunction
}

// calculations are the operators of functions in PostScript.
var calculations = []word{
	"abs", "add", "atan", "ceiling", "cos", "cvi", "cvr", "div", "exp", "floor", "idiv", "ln", "log", "mod", "mul",
	"neg", "round", "sin", "sqrt", "sub", "truncate", "and", "bitshift", "eq", "ge", "gt", "le", "lt", "ne", "not",
	"or", "xor", "if", "ifelse", "copy", "dup", "exch", "index", "pop", "roll",
}

// calculator writes a function in PostScript anew.
func calculator(data []byte) ([]byte, error) {
	var out bytes.Buffer
	depth := 0
	for l := (lexer{b: data}); !l.done(); {
		if c := l.b[l.at]; c == '{' || c == '}' {
			depth += int('|') - int(c) // 1 or -1
			if depth < 0 || depth > maxNested {
				return nil, errFunction
			}
			out.WriteByte(c)
			l.at++
			continue
		}
		v, err := l.next()
		if err != nil {
			return nil, err
		}
		switch v := v.(type) {
		case float64, bool:
			out.Write(scalar(v))
		case word:
			if !slices.Contains(calculations, v) {
				return nil, errFunction
			}
			out.WriteString(string(v))
		default:
			return nil, errFunction
		}
		out.WriteByte(' ')
	}
	if depth != 0 {
		return nil, errFunction
	}
	return out.Bytes(), nil
}
