// Package oauthtest is a token server for tests, on the loopback behind TLS:
// it knows one application, gives tokens to it and to people who log in with a
// code, and tells a mail server whose token one is.
package oauthtest

import (
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// What the server knows.
const (
	ClientID = "0b5e3a52-parish"
	Secret   = "shh & = %" //nolint:gosec // knows nothing else
	UserCode = "ABCD-EFGH"
)

const unknown = "unauthorized_client" //nolint:misspell // as RFC 6749 spells it

// A Server gives tokens until the test ends.
type Server struct {
	Mailbox string // whose tokens it gives

	server *httptest.Server
	// clear is the same without TLS, for a mail server on this machine that
	// asks whose token one is.
	clear *httptest.Server

	mu      sync.Mutex
	given   int
	refresh string // the one that is good
	tokens  map[string]bool
	waiting int           // how often a device is told to wait
	life    time.Duration // of an access token
	fail    string        // the error that is given instead of a token
}

// Start runs a server.
func Start(t testing.TB, mailbox string) *Server {
	s := &Server{Mailbox: mailbox, tokens: map[string]bool{}, life: time.Hour, waiting: 1}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /token", s.token)
	mux.HandleFunc("POST /device", s.device)
	s.server = httptest.NewTLSServer(mux)
	t.Cleanup(s.server.Close)
	introspect := http.NewServeMux()
	introspect.HandleFunc("POST /introspect", s.introspect)
	s.clear = httptest.NewServer(introspect)
	t.Cleanup(s.clear.Close)
	return s
}

// TokenURL and DeviceURL are where the application asks.
func (s *Server) TokenURL() string { return s.server.URL + "/token" }

// DeviceURL is where a log-in with a code begins.
func (s *Server) DeviceURL() string { return s.server.URL + "/device" }

// IntrospectURL is where a mail server asks whose token one is.
func (s *Server) IntrospectURL() string { return s.clear.URL + "/introspect" }

// CA is the certificate to trust, in PEM.
func (s *Server) CA() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.server.Certificate().Raw})
}

// Roots are the same.
func (s *Server) Roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(s.server.Certificate())
	return pool
}

// Revoke makes every token that was given worthless.
func (s *Server) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refresh, s.tokens = "", map[string]bool{}
}

// Fail makes the server answer every request for a token with an error; ""
// ends that.
func (s *Server) Fail(code string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = code
}

// Life is how long access tokens are good from now on.
func (s *Server) Life(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.life = d
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

func refuse(w http.ResponseWriter, code string) {
	answer(w, http.StatusBadRequest, map[string]string{"error": code, "error_description": "AADSTS70000: details of " + Secret})
}

func (s *Server) device(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("client_id") != ClientID {
		refuse(w, unknown)
		return
	}
	answer(w, http.StatusOK, map[string]any{
		"device_code": "device-code", "user_code": UserCode, "verification_uri": "https://login.example/device", "expires_in": 900, "interval": 1,
	})
}

func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	grant := r.FormValue("grant_type")
	code := s.fail
	switch {
	case code != "":
	case r.FormValue("client_id") != ClientID:
		code = unknown
	case grant == "client_credentials" && r.FormValue("client_secret") != Secret:
		code = "invalid_client"
	case grant == "refresh_token" && (s.refresh == "" || r.FormValue("refresh_token") != s.refresh):
		code = "invalid_grant"
	case grant == "urn:ietf:params:oauth:grant-type:device_code" && s.waiting > 0:
		s.waiting--
		code = "authorization_pending"
	}
	if code != "" {
		refuse(w, code)
		return
	}
	s.given++
	access := fmt.Sprintf("access-%d", s.given)
	s.tokens[access] = true
	out := map[string]any{"access_token": access, "token_type": "Bearer", "expires_in": int(s.life.Seconds())}
	if grant != "client_credentials" {
		s.refresh = fmt.Sprintf("refresh-%d", s.given)
		out["refresh_token"] = s.refresh
	}
	answer(w, http.StatusOK, out)
}

func (s *Server) introspect(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.tokens[r.FormValue("token")] {
		answer(w, http.StatusOK, map[string]any{"active": false})
		return
	}
	answer(w, http.StatusOK, map[string]any{"active": true, "email": s.Mailbox})
}
